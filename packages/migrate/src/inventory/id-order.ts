const isDigit = (text: string, at: number): boolean => {
  const code = text.charCodeAt(at);
  return code >= 48 && code <= 57;
};

/** The end of the run of digits, or of other characters, that starts here. */
function endOf(text: string, start: number): number {
  let end = start + 1;
  while (end < text.length && isDigit(text, end) === isDigit(text, start)) end += 1;
  return end;
}

function compareText(a: string, b: string): number {
  if (a === b) return 0;
  return a < b ? -1 : 1;
}

const withoutZeros = (digits: string): string => digits.replace(/^0+/u, '');

function comparePieces(a: string, b: string): number {
  if (!isDigit(a, 0) || !isDigit(b, 0)) return compareText(a, b);
  const [left, right] = [withoutZeros(a), withoutZeros(b)];
  return left.length - right.length || compareText(left, right);
}

/** Orders ids as people count: `7` before `10`. The machine's locale makes no difference. */
export function compareIds(a: string, b: string): number {
  let [i, j] = [0, 0];
  while (i < a.length && j < b.length) {
    const [iEnd, jEnd] = [endOf(a, i), endOf(b, j)];
    const order = comparePieces(a.slice(i, iEnd), b.slice(j, jEnd));
    if (order !== 0) return Math.sign(order);
    [i, j] = [iEnd, jEnd];
  }
  if (i < a.length) return 1;
  return j < b.length ? -1 : compareText(a, b);
}
