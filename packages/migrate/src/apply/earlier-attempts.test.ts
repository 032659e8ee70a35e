import { SubUserError } from '@subuser/core';
import { expect, test } from 'vitest';
import { createStep, planOf } from '../../test-support/sample-plan.ts';
import { Stage } from '../../test-support/stage.ts';
import { generateSealKeys } from '../credentials/open-sealed.ts';

const keys = await generateSealKeys();
const result = { skipped: 0, failed: [], left: 0, blocked: 0, stopped: false };

test('two thousand attempts that earlier runs left open are settled with one reading of the list', async () => {
  const count = 2_000;
  const stage = new Stage({}, keys.publicJwk);
  const plan = planOf(Array.from({ length: count }, (_, index) => createStep(index + 1)));
  const target = stage.open();
  const lines: object[] = [{ type: 'begin', plan: plan.digest, at: 1 }];
  for (const { id: step, input } of plan.steps) {
    // Half of them arrived, and their secrets are lost.
    const place = Number(step.slice(1));
    let nonce = `lost${String(place).padStart(6, '0')}`;
    if (input && place % 2 === 0)
      await target.create(input as never, {
        ifUnknown: 'settle',
        onAttempt: async (attempt) => void (nonce = attempt),
      });
    lines.push({ type: 'intent', step, nonce, at: 1 });
  }
  stage.disk.put('journal', lines.map((line) => `${JSON.stringify(line)}\n`).join(''));
  let pages = 0;
  stage.interrupt = (operation, moment) => {
    if (operation === 'listPage' && moment === 'before') pages += 1;
  };
  const from = stage.clock.monotonicMs();
  expect(await stage.apply(plan, { concurrency: 32 })).toEqual({ ...result, done: count });
  // A thousand rows, a hundred a page; at the end two thousand are counted.
  expect(pages).toBeLessThanOrEqual(11 + 20);
  expect(stage.clock.monotonicMs() - from).toBe(5_000);
  stage.interrupt = () => {};
  expect(new Set((await stage.all()).map(({ reference }) => reference)).size).toBe(count);
  expect(await stage.all()).toHaveLength(count);
});

test('a delete that is answered and does nothing leaves its attempt open, and no second sub-user', async () => {
  const stage = new Stage({}, keys.publicJwk);
  const plan = planOf([createStep(1)]);
  stage.interrupt = (operation, moment) => {
    if (operation === 'create' && moment === 'after')
      throw new SubUserError('outcome-unknown', 'no answer', { carrier: 'memory', operation });
    if (operation === 'listPage') throw new SubUserError('unavailable', 'down', { carrier: 'memory', operation });
  };
  expect(await stage.apply(plan)).toMatchObject({ failed: [{ code: 'outcome-unknown' }] });
  stage.interrupt = () => {};
  const { provider } = stage;
  let ignored = 1;
  const { delete: remove } = provider;
  provider.delete = async (id, call) => {
    ignored -= 1;
    if (ignored < 0) await remove(id, call);
  };
  expect(await stage.apply(plan, { retryFailed: true })).toEqual({ ...result, done: 1 });
  expect((await stage.all()).map(({ id }) => id)).toEqual(['m2']);
});
