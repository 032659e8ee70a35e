/** What an import takes and an export gives. */
export const columns = ['name', 'email', 'phone', 'description', 'grants', 'enabled', 'reference'];

/** What an export has besides; the carrier gives these, so an import leaves them out. */
export const givenColumns = ['id', 'status', 'created_at'];

// What a spreadsheet would take for a formula (OWASP: CSV injection), full width too, behind any number of marks of ours.
const formula = /^'*[=+\-@\t\r\uFF1D\uFF0B\uFF0D\uFF20]/u;

/** A cell in which no spreadsheet sees a formula; `readCell` takes the mark off again. */
export function writeCell(text: string): string {
  return formula.test(text) ? `'${text}` : text;
}

export function readCell(cell: string): string {
  return cell.startsWith("'") && formula.test(cell) ? cell.slice(1) : cell;
}
