// As a spreadsheet shows a number that is too long for its column, of which the other digits are lost: 4,93012E+11.
const rounded = /^[+-]?\d(?:[.,]\d*)?E\+\d+$/iu;
// As a program writes it that has read the digits as a number: 4930123456.0.
const fraction = /^\d{4,}[.,]0+$/u;

const fields: ReadonlySet<string> = new Set(['phone', 'reference']);

/** The rule that a field breaks whose digits have become a number on their way here. */
export function numberRule(field: string, text: string): string | undefined {
  if (!fields.has(field) || !(rounded.test(text.trim()) || fraction.test(text.trim()))) return undefined;
  return 'has become a number, which may be rounded: format the column as text and enter its values again';
}
