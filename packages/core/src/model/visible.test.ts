import { expect, test } from 'vitest';
import { SubUserError } from './sub-user-error.ts';
import { visible } from './visible.ts';

test.each([
  ['\u001B]52;c;cm0gLXJm\u0007', String.raw`\u{1b}]52;c;cm0gLXJm\u{7}`],
  ['\u009B2J', String.raw`\u{9b}2J`],
  ['a\u202Eb\u2066c\u200Ed', String.raw`a\u{202e}b\u{2066}c\u{200e}d`],
  ['a\r\nb\tc\u0000', String.raw`a\u{d}⏎b\u{9}c\u{0}`],
  ['a\u2028b\u2029c', String.raw`a\u{2028}b\u{2029}c`],
  ['half \uD83D', String.raw`half \u{d83d}`],
  ['hidden \u{E0041}', String.raw`hidden \u{e0041}`],
  ['José 日本 שלום 🙂 <&>"', 'José 日本 שלום 🙂 <&>"'],
])('%j is shown as %s', (text, shown) => {
  expect(visible(text)).toBe(shown);
});

test('an error’s message and what happened are one line that a log cannot obey', () => {
  const detail = { carrier: 'acme', operation: 'create', subject: 'Evil\n\u001B[2K' };
  const { what, message, detail: kept } = new SubUserError('not-found', 'no “\u202Ex”', detail);
  expect(message).toBe(String.raw`acme create of “Evil⏎\u{1b}[2K”: no “\u{202e}x”`);
  expect(what).toBe(String.raw`no “\u{202e}x”`);
  expect(kept.subject).toBe(detail.subject);
});
