import { expect, test } from 'vitest';
import { scannerOf } from '../../test-support/damaged-lines.ts';
import { literal } from './line-scanner.ts';

test('a scan does not read past the end of the text', () => {
  expect(scannerOf('{"type":"done"').passes(literal('{"type":"done","step":"'))).toBe(false);
  expect(scannerOf('text').textAfter(literal('te'))).toBeUndefined();
});

test.each([
  ['7}', 7],
  ['0}', 0],
  ['07}', undefined],
  ['}', undefined],
  ['123456789012345}', 123_456_789_012_345],
  ['1234567890123456}', undefined],
])('a number: %s', (written, number) => {
  expect(scannerOf(written).numberAfter(literal(''))).toBe(number);
});
