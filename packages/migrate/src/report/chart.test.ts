import { expect, test } from 'vitest';
import type { JournalEntry } from '../journal/journal-entry.ts';
import { chart } from './chart.ts';

const point = (at: number, done: number, failed = 0, undone = 0) => ({ at, done, failed, undone });
const ended = (at: number): JournalEntry => ({ type: 'done', step: 's', target: 't', at });
const waited = (at: number, durationMs: number): JournalEntry => ({ type: 'waited', durationMs, at });
const drawn = (parts: Parameters<typeof chart>[0]): string => chart(parts).text.replaceAll(/\s+/gu, ' ');

test('it begins with the journal, and a count is constant until it changes', () => {
  const entries: JournalEntry[] = [{ type: 'begin', plan: 'p', at: 0 }, ended(2_000), ended(3_000), ended(4_000)];
  const text = drawn({ entries, series: [point(2_000, 1), point(3_000, 1, 1), point(4_000, 2, 1)], total: 4 });
  expect(text).toContain('class="done" d="M0 200.0H500.0V150.0H750.0V150.0H1000.0V100.0H1000"');
  expect(text).toContain('class="failed" d="M0 200.0H500.0V200.0H750.0V150.0H1000.0V150.0H1000"');
  expect(text).not.toContain('class="undone"');
  expect(text).toContain('<span>1970-01-01 00:00 UTC</span><span>+ 4.0 s</span>');
  expect(text).toContain('<p>2 done, 1 failed in 4.0 s.</p>');
});

test('overlapping waits are one band, no longer than they took', () => {
  const entries = [waited(3_000, 2_000), waited(3_500, 2_000), ended(4_000)];
  const text = drawn({ entries, series: [point(4_000, 1)], total: 1 });
  expect(text.match(/class="wait" x="[\d.]+" y="0" width="[\d.]+"/gu)).toEqual([
    'class="wait" x="0.0" y="0" width="833.3"',
  ]);
  expect(text).toContain('1 done in 3.0 s; 2.5 s of it spent waiting for the carrier.');
});

test('a night between two runs is a line', () => {
  const night = 36_000_000;
  const text = drawn({
    entries: [ended(0), ended(1_000), ended(night), ended(night + 3_000)],
    series: [point(0, 1), point(1_000, 2), point(night, 3), point(night + 3_000, 4)],
    total: 4,
  });
  expect(text).toContain('class="pause" d="M250.0 0V200"');
  expect(text).toContain('H250.0V100.0H250.0V50.0H1000.0V0.0');
  expect(text).toContain('<p>4 done in 4.0 s; pauses of 10 h left out.</p>');
});
