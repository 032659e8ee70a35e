import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { readTimestamp } from './timestamp.ts';

/** What `readTimestamp` has to answer, in steps that are easy to follow and take five times as long. */
function stepByStep(text: string): Date | null {
  const pattern = /^(\d{4}-\d{2}-\d{2})(?:[T ](\d{2}:\d{2}:\d{2})(?:\.(\d{1,9}))?(Z|[+-]\d{2}:\d{2})?)?$/u;
  const [, day, time = '00:00:00', decimals = '', zone = 'Z'] = pattern.exec(text) ?? [];
  if (day === undefined) return null;
  const asWritten = new Date(`${day}T${time}.${decimals.slice(0, 3).padEnd(3, '0')}Z`);
  if (Number.isNaN(asWritten.getTime()) || !asWritten.toISOString().startsWith(`${day}T${time}`)) return null;
  const date = zone === 'Z' ? asWritten : new Date(asWritten.toISOString().replace('Z', zone));
  return Number.isNaN(date.getTime()) ? null : date;
}

describe('readTimestamp', () => {
  test('answers as step by step, whatever the text', () => {
    const almost = fc.stringMatching(/^\d{4}-\d{2}-\d{2}([T ]\d{2}:\d{2}:\d{2}(\.\d{1,9})?(Z|[+-]\d{2}:\d{2})?)?$/u);
    const nearly = fc.stringMatching(
      /^\d{4}-[01]\d-[0-3]\d([T ][0-2]\d:[0-6]\d:[0-6]\d(\.\d{1,9})?(Z|[+-][0-2]\d:[0-6]\d)?)?$/u,
    );
    fc.assert(
      fc.property(fc.oneof(almost, nearly, fc.string()), (text) => {
        expect(readTimestamp(text)).toEqual(stepByStep(text));
      }),
      { numRuns: 5_000 },
    );
  });

  test.each([
    ['2026-03-25', '2026-03-25T00:00:00.000Z'],
    ['2025-10-22T03:57:35.997500Z', '2025-10-22T03:57:35.997Z'],
    ['2026-03-25T10:00:00Z', '2026-03-25T10:00:00.000Z'],
    ['2026-03-25T10:00:00', '2026-03-25T10:00:00.000Z'],
    ['2026-03-25 10:00:00.5', '2026-03-25T10:00:00.500Z'],
    ['2026-03-25T10:00:00+05:30', '2026-03-25T04:30:00.000Z'],
    ['2024-02-29', '2024-02-29T00:00:00.000Z'],
  ])('%s', (text, iso) => {
    expect(readTimestamp(text)?.toISOString()).toBe(iso);
  });

  test.each([
    '',
    '<string>',
    'yesterday',
    '2026-02-30',
    '2025-02-29T00:00:00Z',
    '2026-13-01',
    '2026-03-25T24:00:00Z',
    '2026-03-25T10:00:00+99:99',
    '25/03/2026',
    '17',
    null,
    undefined,
  ])('%s is no date', (text) => {
    expect(readTimestamp(text)).toBeNull();
  });

  test('reads every instant that it is shown, to the millisecond, with up to nine decimals', () => {
    const instants = fc.date({
      min: new Date('0001-01-01T00:00:00Z'),
      max: new Date('9999-12-31T23:59:59.999Z'),
      noInvalidDate: true,
    });
    fc.assert(
      fc.property(instants, fc.stringMatching(/^\d{0,6}$/u), (instant, decimals) => {
        const text = instant.toISOString().replace('Z', `${decimals}Z`);
        expect(readTimestamp(text)?.getTime()).toBe(instant.getTime());
      }),
    );
  });

  test('moves by the zone that is written', () => {
    const instants = fc.date({
      min: new Date('1970-01-02T00:00:00Z'),
      max: new Date('2100-01-01T00:00:00Z'),
      noInvalidDate: true,
    });
    fc.assert(
      fc.property(instants, fc.integer({ min: 0, max: 14 }), fc.constantFrom('+', '-'), (instant, hours, sign) => {
        const text = instant.toISOString().replace('Z', `${sign}${String(hours).padStart(2, '0')}:00`);
        const offset = (sign === '+' ? -1 : 1) * hours * 3_600_000;
        expect(readTimestamp(text)?.getTime()).toBe(instant.getTime() + offset);
      }),
    );
  });

  test('never throws, and what it reads is a valid date', () => {
    const almostDates = fc.stringMatching(
      /^\d{4}-\d{2}-\d{2}([T ]\d{2}:\d{2}:\d{2}(\.\d{1,9})?(Z|[+-]\d{2}:\d{2})?)?$/u,
    );
    fc.assert(
      fc.property(fc.oneof(fc.string(), almostDates), (text) => {
        const date = readTimestamp(text);
        expect(date === null || !Number.isNaN(date.getTime())).toBe(true);
      }),
    );
  });

  test('a date that it reads is the day that is written', () => {
    fc.assert(
      fc.property(fc.stringMatching(/^\d{4}-[01]\d-[0-3]\d$/u), (text) => {
        const date = readTimestamp(text);
        expect(date === null || date.toISOString().slice(0, 10) === text).toBe(true);
      }),
    );
  });
});
