import { expect, test } from 'vitest';
import { isPlainLine, isPlainText } from './plain-text.ts';

test.each([
  ['NUL', 'a\0b'],
  ['ESC', '\u001b[2Jgone'],
  ['C1', 'a\u009b2J'],
  ['DEL', 'a\u007f'],
  ['a right-to-left override', 'exe.\u202egpj'],
  ['an isolate', '\u2066a\u2069'],
  ['half a character', 'a\ud83d'],
])('%s is plain nowhere', (_, text) => {
  expect([isPlainLine(text), isPlainText(text)]).toEqual([false, false]);
});

test.each(['a\nb', 'a\r\nb', 'a\tb', 'a\u2028b'])('%j is plain where lines may break', (text) => {
  expect([isPlainLine(text), isPlainText(text)]).toEqual([false, true]);
});

test.each(['', 'Zoe\u0308’s “Desk” 🙂 👩‍👩‍👧', 'שלום עולם', 'می‌خواهم', '東京'])('%j is plain', (text) => {
  expect([isPlainLine(text), isPlainText(text)]).toEqual([true, true]);
});
