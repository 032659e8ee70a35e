import { describe, expect, test } from 'vitest';
import { brokenProviders } from '../test-support/broken/index.ts';
import { type BehaviourName, behaviours } from './behaviours.ts';
import { judge } from './judge.ts';

describe('a provider that', () => {
  test.for(brokenProviders)('$fault fails exactly there', async ({ fails, open }) => {
    const verdicts = await Promise.all(
      behaviours.map(async (behaviour) => ({ name: behaviour.name, verdict: await judge(behaviour, open) })),
    );
    const failed = verdicts.filter(({ verdict }) => verdict.status === 'failed');
    expect(failed.map(({ name }) => name).toSorted()).toEqual(fails.toSorted());
  });
});

// openSubUsers alone decides it, from the traits: no adapter can get it wrong.
const answeredAbove: readonly BehaviourName[] = ['refuses-a-change-it-cannot-make'];

test('at least one of them fails every behaviour', () => {
  const bitten = new Set<BehaviourName>(brokenProviders.flatMap(({ fails }) => fails));
  const never = behaviours.map(({ name }) => name).filter((name) => !bitten.has(name));
  expect(never).toEqual(answeredAbove);
});
