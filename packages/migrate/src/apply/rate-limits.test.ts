import { SubUserError } from '@subuser/core';
import { describe, expect, test } from 'vitest';
import { createStep, planOf } from '../../test-support/sample-plan.ts';
import { Stage } from '../../test-support/stage.ts';
import { generateSealKeys } from '../credentials/open-sealed.ts';
import type { JournalEntry } from '../journal/journal-entry.ts';

const keys = await generateSealKeys();
const forty = planOf(Array.from({ length: 40 }, (_, index) => createStep(index + 1)));
const result = { skipped: 0, failed: [], left: 0, blocked: 0, stopped: false };

const entriesOf = ({ journal }: Stage): JournalEntry[] =>
  journal
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line));

/** Allows so many calls of an operation in each minute. It says how long to wait, or leaves that to be guessed. */
function limit(
  stage: Stage,
  operation: string,
  perMinute: number,
  { isSaid }: { isSaid: boolean },
): { refused: number } {
  const count = { refused: 0 };
  let [minute, used] = [0, 0];
  stage.interrupt = (called, moment) => {
    if (called !== operation || moment !== 'before') return;
    const now = stage.clock.monotonicMs();
    if (Math.floor(now / 60_000) !== minute) [minute, used] = [Math.floor(now / 60_000), 0];
    used += 1;
    if (used <= perMinute) return;
    count.refused += 1;
    const wait = isSaid ? { retryAfterMs: 60_000 - (now % 60_000) } : {};
    throw new SubUserError('rate-limited', 'slow down', { carrier: 'memory', operation, ...wait });
  };
  return count;
}

describe('a limit of creates per minute', () => {
  test.each([
    { isSaid: true, concurrency: 1 },
    { isSaid: true, concurrency: 16 },
    { isSaid: false, concurrency: 16 },
  ])('is waited for, and burns no step: $isSaid, $concurrency', async ({ isSaid, concurrency }) => {
    const stage = new Stage({}, keys.publicJwk);
    limit(stage, 'create', 10, { isSaid });
    const pauses: number[] = [];
    expect(await stage.apply(forty, { concurrency, onPause: (ms) => pauses.push(ms) })).toEqual({
      ...result,
      done: 40,
    });
    const elapsed = stage.clock.monotonicMs();
    expect(elapsed).toBeGreaterThanOrEqual(180_000);
    expect(elapsed).toBeLessThan(concurrency === 1 ? 180_001 : 400_000);
    const entries = entriesOf(stage);
    expect(entries.filter(({ type }) => type === 'failed')).toEqual([]);
    const waits = entries.flatMap((entry) => (entry.type === 'waited' ? entry.durationMs : []));
    expect(waits).toHaveLength(pauses.length);
    if (concurrency === 1) expect(pauses).toEqual([60_000, 60_000, 60_000]);
    expect(await stage.all()).toHaveLength(40);
  });

  test('is waited for by an undo, too', async () => {
    const stage = new Stage({}, keys.publicJwk);
    await stage.apply(forty);
    limit(stage, 'delete', 10, { isSaid: true });
    expect(await stage.undo(forty)).toEqual({ undone: 40, kept: [], failed: [], left: 0, stopped: false });
    stage.interrupt = () => {};
    expect(await stage.all()).toEqual([]);
  });

  test('ends a run that is stopped while it waits; the next one continues', async () => {
    const stage = new Stage({}, keys.publicJwk);
    limit(stage, 'create', 10, { isSaid: true });
    const abort = new AbortController();
    const stopped = await stage.apply(forty, { signal: abort.signal, onPause: () => abort.abort() });
    expect(stopped).toEqual({ ...result, done: 10, left: 30, stopped: true });
    stage.interrupt = () => {};
    expect(await stage.apply(forty)).toEqual({ ...result, done: 30, skipped: 10 });
    expect(await stage.all()).toHaveLength(40);
  });
});

test('a lost answer before the limit is settled after it', async () => {
  const stage = new Stage({}, keys.publicJwk);
  const plan = planOf([createStep(1)]);
  let creates = 0;
  stage.interrupt = (operation, moment) => {
    if (operation !== 'create') return;
    if (moment === 'before') creates += 1;
    const detail = { carrier: 'memory', operation };
    if (creates === 1 && moment === 'before') throw new SubUserError('outcome-unknown', 'no answer', detail);
    if (creates === 2 && moment === 'before')
      throw new SubUserError('rate-limited', 'slow down', { ...detail, retryAfterMs: 30_000 });
  };
  expect(await stage.apply(plan)).toEqual({ ...result, done: 1 });
  expect(creates).toBe(3);
  expect(await stage.all()).toHaveLength(1);
});

test('a step that an earlier version failed as rate-limited is tried again by itself', async () => {
  const stage = new Stage({}, keys.publicJwk);
  const plan = planOf([createStep(1)]);
  const entries = [
    { type: 'begin', plan: plan.digest, at: 1 },
    { type: 'failed', step: 's1', code: 'rate-limited', message: 'slow down', at: 2 },
  ];
  stage.disk.put('journal', entries.map((entry) => `${JSON.stringify(entry)}\n`).join(''));
  expect(await stage.apply(plan)).toEqual({ ...result, done: 1 });
});

test('a carrier that is unavailable and does not say for how long is a failure', async () => {
  const stage = new Stage({}, keys.publicJwk);
  stage.interrupt = (operation) => {
    if (operation === 'create') throw new SubUserError('unavailable', 'down', { carrier: 'memory', operation });
  };
  expect(await stage.apply(planOf([createStep(1)]))).toMatchObject({ done: 0, failed: [{ code: 'unavailable' }] });
});
