/**
 * The same text on one line, for terminals, logs and pages: characters that would be obeyed or hidden there (controls, C1
 * included, overrides of the reading direction, line ends, halves of surrogate pairs) are shown as their code.
 */
export function visible(text: string): string {
  return text.replace(/[\p{Cc}\p{Cf}\p{Cs}\u2028\u2029]/gu, (character) =>
    character === '\n' ? '⏎' : `\\u{${character.codePointAt(0)?.toString(16)}}`,
  );
}
