import { expect, test } from 'vitest';
import { createStep, planOf } from '../../test-support/sample-plan.ts';
import type { JournalEntry } from '../journal/journal-entry.ts';
import { planStatus } from './plan-status.ts';

const base = { losses: [], blocks: [] };
const adopt = { ...base, id: 's8', name: 'h', action: 'adopt', target: { id: 't8', name: 'h' } } as const;
const plan = planOf([
  ...[1, 2, 3, 4, 5, 6, 7].map((number) => createStep(number)),
  adopt,
  { ...base, id: 's9', name: 'i', action: 'none' },
  { ...base, id: 's10', name: 'j', action: 'blocked' },
]);

const entries: JournalEntry[] = [
  { type: 'begin', plan: plan.digest, at: 1 },
  { type: 'intent', step: 's1', nonce: 'n1', at: 2 },
  { type: 'intent', step: 's2', nonce: 'n2', at: 2 },
  { type: 'intent', step: 's3', nonce: 'n3', at: 2 },
  { type: 'waited', durationMs: 1, at: 3 },
  { type: 'sealed', step: 's1', nonce: 'n1', target: 't1', at: 3 },
  { type: 'done', step: 's1', target: 't1', at: 3 },
  { type: 'failed', step: 's2', code: 'quota-exceeded', message: 'full', at: 3 },
  { type: 'failed', step: 's3', code: 'not-found', message: 'gone', at: 4 },
  { type: 'intent', step: 's3', nonce: 'n4', at: 5 },
  { type: 'done', step: 's3', target: 't3', at: 6 },
  { type: 'intent', step: 's4', nonce: 'n5', at: 7 },
  { type: 'done', step: 's5', target: 't5', at: 8 },
  { type: 'undo-intent', step: 's5', target: 't5', at: 9 },
  { type: 'done', step: 's6', target: 't6', at: 9 },
  { type: 'undo-intent', step: 's6', target: 't6', at: 9 },
  { type: 'undone', step: 's6', target: 't6', at: 10 },
  { type: 'done', step: 's6', target: 't6', at: 11 },
  { type: 'done', step: 's6', target: 't6', at: 12 },
];

test('counts every state, names failures, and gives the counts over time', () => {
  const status = planStatus(plan, entries.slice(0, -2));
  const counts = { done: 2, failed: 1, open: 1, undoing: 1, undone: 1, left: 2, nothing: 1, blocked: 1 };
  expect(status.counts).toEqual(counts);
  expect(status.steps.map(({ id, state, target, at }) => [id, state, target, at])).toEqual([
    ['s1', 'done', 't1', 3],
    ['s2', 'failed', undefined, 3],
    ['s3', 'done', 't3', 6],
    ['s4', 'open', undefined, 7],
    ['s5', 'undoing', 't5', 9],
    ['s6', 'undone', 't6', 10],
    ['s7', 'left', undefined, undefined],
    ['s8', 'left', 't8', undefined],
    ['s9', 'nothing', undefined, undefined],
    ['s10', 'blocked', undefined, undefined],
  ]);
  expect(status.steps.flatMap(({ failure }) => failure ?? [])).toEqual([{ code: 'quota-exceeded', message: 'full' }]);
  expect(status.series).toEqual([
    { at: 3, done: 1, failed: 1, undone: 0 },
    { at: 4, done: 1, failed: 2, undone: 0 },
    { at: 5, done: 1, failed: 1, undone: 0 },
    { at: 6, done: 2, failed: 1, undone: 0 },
    { at: 8, done: 3, failed: 1, undone: 0 },
    { at: 9, done: 4, failed: 1, undone: 0 },
    { at: 10, done: 3, failed: 1, undone: 1 },
  ]);
});

test('an entry that is written twice counts once', () => {
  expect(planStatus(plan, entries).series.slice(-2)).toEqual([
    { at: 10, done: 3, failed: 1, undone: 1 },
    { at: 11, done: 4, failed: 1, undone: 0 },
  ]);
});

test('without a journal every step is left', () => {
  const status = planStatus(plan, []);
  expect([status.counts.left, status.counts.nothing, status.counts.blocked, status.series]).toEqual([8, 1, 1, []]);
});

test("another plan's journal, and one without its first line, are refused", () => {
  expect(() => planStatus({ ...plan, digest: 'e'.repeat(64) }, entries)).toThrow(
    'this journal belongs to another plan (dddddddddddd…, not eeeeeeeeeeee…); use one journal for each plan',
  );
  expect(() => planStatus(plan, entries.slice(1))).toThrow('its first line is missing');
  expect(planStatus(plan, [{ type: 'waited', durationMs: 5, at: 1 }]).counts.left).toBe(8);
});
