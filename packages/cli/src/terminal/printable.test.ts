import { expect, test } from 'vitest';
import { visible as visibleInCore } from '@subuser/core';
import { visible, visibleJson, visibleLines } from './printable.ts';

const evil = 'a\u001B]52;c;eA==\u0007\u009B2J\u202Eb\r\nc\u2028\uD83D\u{E0041}';

test('the same as in core, which --help must not load', () => {
  for (let code = 0; code <= 0x10_ff_ff; code += 1) {
    const character = String.fromCodePoint(code);
    if (visible(character) !== visibleInCore(character)) expect.fail(`U+${code.toString(16)}`);
  }
  expect(visible(evil)).toBe(String.raw`a\u{1b}]52;c;eA==\u{7}\u{9b}2J\u{202e}b\u{d}⏎c\u{2028}\u{d83d}\u{e0041}`);
});

test('lines stay lines', () => {
  expect(visibleLines('a\nb\r\n')).toBe('a\nb\\u{d}\n');
});

test('JSON means the same, and is plain', () => {
  const text = visibleJson(`${JSON.stringify({ evil, [evil]: 'José 日本 🙂' })} // \u202E`);
  expect(text).toMatch(/^[\P{C}]+$/u);
  expect(text).toContain('José 日本 🙂');
  expect(JSON.parse(text.replace(/ \/\/.*$/u, ''))).toEqual({ evil, [evil]: 'José 日本 🙂' });
});
