import { expect, onTestFinished, test, vi } from 'vitest';
import { retryAfterMs } from './retry-after.ts';

const clock = { now: () => Date.UTC(1994, 10, 6, 8, 49, 0) };
const ask = (value?: string, date?: string): number | undefined =>
  retryAfterMs(
    { headers: { ...(value === undefined ? {} : { 'retry-after': value }), ...(date === undefined ? {} : { date }) } },
    clock,
  );

test.each([
  ['0', 0],
  ['120', 120_000],
  [' 7 ', 7000],
  ['999999999999', 999_999_999_999_000],
  // The three forms of RFC 9110, 5.6.7; the last has no zone, and is in UTC.
  ['Sun, 06 Nov 1994 08:49:37 GMT', 37_000],
  ['Sunday, 06-Nov-94 08:49:37 GMT', 37_000],
  ['Sun Nov  6 08:49:37 1994', 37_000],
  ['Sun Nov 16 08:49:00 1994', 864_000_000],
  ['Sun, 06 Nov 1994 08:00:00 GMT', 0],
])('%j is %i ms', (value, milliseconds) => {
  expect(ask(value)).toBe(milliseconds);
});

test.each([
  undefined,
  '',
  'soon',
  '-5',
  '1.5',
  '5, 5',
  '0x10',
  '9999999999999',
  '1994-11-06T08:49:37Z',
  'Sun, 06 Nov 1994 08:49:37',
  'Sun, 06 Nov 1994 08:49:37 +0530',
  'Sun, 06 Xxx 1994 08:49:37 GMT',
])('%j says nothing', (value) => {
  expect(ask(value)).toBeUndefined();
});

test('the form without a zone is in UTC, wherever this runs', () => {
  vi.stubEnv('TZ', 'Asia/Kolkata');
  onTestFinished(() => void vi.unstubAllEnvs());
  expect(new Date(0).getTimezoneOffset()).toBe(-330);
  expect(ask('Sun Nov  6 08:49:37 1994')).toBe(37_000);
});

test("a date is taken against the reply's own, whatever this side's clock says", () => {
  expect(ask('Sat, 21 Nov 2026 10:00:30 GMT', 'Sat, 21 Nov 2026 10:00:00 GMT')).toBe(30_000);
  expect(ask('Sun, 06 Nov 1994 08:49:37 GMT', 'yesterday')).toBe(37_000);
});
