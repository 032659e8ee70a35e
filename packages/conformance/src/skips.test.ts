import { expect, test } from 'vitest';
import { openMemory } from '../test-support/memory-harness.ts';
import { describeProvider } from './describe-provider.ts';
import { checkSkips, type Skips } from './skips.ts';

test('a skip names a behaviour or an ability, and a reason', () => {
  expect(() => checkSkips({ closes: 'known', failNext: 'a sandbox' })).not.toThrow();
  expect(() => checkSkips({ closes: ' ' })).toThrow('skip: “closes” needs a reason');
});

test('a skip of what there is not fails before anything is registered', () => {
  const skip = { 'lists-every-page-twice': 'a typo' } as Skips;
  expect(() => describeProvider('memory', async () => openMemory(), { skip })).toThrow(
    'skip: there is no behaviour or ability “lists-every-page-twice”',
  );
});
