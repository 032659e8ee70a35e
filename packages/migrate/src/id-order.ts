const pieces = /\d+|\D+/gu;
const isNumber = (piece: string): boolean => /^\d/u.test(piece);

function compareText(a: string, b: string): number {
  if (a === b) return 0;
  return a < b ? -1 : 1;
}

function comparePieces(a: string, b: string): number {
  if (!isNumber(a) || !isNumber(b)) return compareText(a, b);
  const [left, right] = [BigInt(a), BigInt(b)];
  if (left === right) return 0;
  return left < right ? -1 : 1;
}

/** Orders ids as people count: `7` before `10`. The same on every machine, whatever its language. */
export function compareIds(a: string, b: string): number {
  const [left, right] = [a.match(pieces) ?? [], b.match(pieces) ?? []];
  for (const [index, piece] of left.entries()) {
    const other = right[index];
    if (other === undefined) return 1;
    const order = comparePieces(piece, other);
    if (order !== 0) return order;
  }
  return left.length < right.length ? -1 : compareText(a, b);
}
