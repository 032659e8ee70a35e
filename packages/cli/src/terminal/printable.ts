declare const printable: unique symbol;

/** Text that a terminal shows and does not obey. A screen takes no other, and only this folder makes it. */
export type Printable = string & { readonly [printable]: true };

// Controls (C1 included), overrides of the reading direction and other hidden marks, line ends, halves of surrogate pairs.
// As in @subuser/core, which --help must not load.
const unsafe = /[\p{Cc}\p{Cf}\p{Cs}\u2028\u2029]/gu;

function hex(text: string): string {
  return text.codePointAt(0)?.toString(16) ?? '';
}

/** One line, whatever the text contains. */
export function visible(text: string): Printable {
  return text.replace(unsafe, (found) => (found === '\n' ? '⏎' : `\\u{${hex(found)}}`)) as Printable;
}

/** Text of several lines. */
export function visibleLines(text: string): Printable {
  return text.split('\n').map(visible).join('\n') as Printable;
}

function jsonEscape(text: string): string {
  const units = Array.from({ length: text.length }, (_, index) => text.charCodeAt(index));
  return units.map((unit) => `\\u${unit.toString(16).padStart(4, '0')}`).join('');
}

/** JSON, comments allowed, which means the same afterwards. */
export function visibleJson(text: string): Printable {
  return text.replace(unsafe, (found) => (found === '\n' ? found : jsonEscape(found))) as Printable;
}
