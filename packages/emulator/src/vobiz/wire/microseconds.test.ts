import { expect, test } from 'vitest';
import { dateTimeOf } from './microseconds.ts';

test('writes microseconds as seed 000 does', () => {
  expect(dateTimeOf(Date.UTC(2025, 9, 22, 3, 57, 35, 997) * 1000 + 500)).toBe('2025-10-22T03:57:35.997500Z');
  expect(dateTimeOf(7)).toBe('1970-01-01T00:00:00.000007Z');
});
