// Control characters, line separators, halves of surrogate pairs, and characters that change the direction of what follows:
// a terminal, a log or a browser would act on them, and a half cannot be sent as UTF-8.
const acting = String.raw`\p{Cc}\p{Cs}\u2028\u2029\u202a-\u202e\u2066-\u2069`;
const actingInLine = new RegExp(`[${acting}]`, 'u');
const actingInLines = new RegExp(`(?![\\t\\n\\r\\u2028\\u2029])[${acting}]`, 'u');

/** The rule for texts of one line. */
export const plainLineRule =
  'must not have control characters, line breaks, half characters or characters that change the writing direction';

/** The rule for texts of several lines. */
export const plainTextRule =
  'must not have control characters other than line breaks and tabs, half characters or characters that change the writing direction';

export function isPlainLine(text: string): boolean {
  return !actingInLine.test(text);
}

export function isPlainText(text: string): boolean {
  return !actingInLines.test(text);
}
