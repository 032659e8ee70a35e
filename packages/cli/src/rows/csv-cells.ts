/** What an import reads and an export writes. */
export const columns = ['name', 'email', 'phone', 'description', 'grants', 'enabled', 'reference'];

/** What an export writes in addition. The carrier sets these, so an import ignores them. */
export const givenColumns = ['id', 'status', 'created_at'];

// What a spreadsheet would take for a formula (OWASP: CSV injection), full-width forms included, after any number of our marks.
const formula = /^'*[=+\-@\t\r\uFF1D\uFF0B\uFF0D\uFF20]/u;

/** A cell that no spreadsheet takes for a formula; `readCell` removes the mark again. */
export function writeCell(text: string): string {
  return formula.test(text) ? `'${text}` : text;
}

export function readCell(cell: string): string {
  return cell.startsWith("'") && formula.test(cell) ? cell.slice(1) : cell;
}
