import { expect, test } from 'vitest';
import { openMemory } from '../test-support/memory-harness.ts';
import { type Behaviour, behaviour } from './behaviour.ts';
import { behaviours } from './behaviours.ts';
import { judge } from './judge.ts';

test('each behaviour has an account of its own, which is closed afterwards', async () => {
  const events: string[] = [];
  const open = async (): Promise<ReturnType<typeof openMemory>> => {
    const harness = openMemory();
    const provider = { ...harness.provider, close: async () => void events.push('provider') };
    return { ...harness, provider, close: async () => void events.push('harness') };
  };
  const failing = behaviour({ name: 'fails', demand: 'nothing', verify: () => Promise.reject(new Error('boom')) });
  expect(await judge(failing, open)).toEqual({ status: 'failed', error: new Error('boom') });
  expect(events).toEqual(['provider', 'harness']);
});

test('without an ability of the harness, what needs it does not apply, and all else is judged', async () => {
  const open = async (): Promise<Pick<ReturnType<typeof openMemory>, 'provider'>> => ({
    provider: openMemory().provider,
  });
  const verdicts = await Promise.all(behaviours.map((each) => judge(each, open)));
  const lacking = (each: Behaviour): string => (each.needs ?? []).map((need) => `the harness has no ${need}`).join();
  const needy = behaviours.filter((each) => lacking(each) !== '');
  const inapplicable = verdicts.map((verdict) => ('reason' in verdict ? verdict.reason : ''));
  expect(inapplicable.filter((reason) => reason.startsWith('the harness'))).toEqual(needy.map(lacking));
  expect(needy.length).toBe(13);
  expect(verdicts.filter(({ status }) => status === 'failed')).toEqual([]);
});

test('every create contains what every create needs', async () => {
  const open = async (): Promise<ReturnType<typeof openMemory>> => {
    const harness = openMemory();
    const { provider } = harness;
    const check = (draft: { email?: string }): { field: string; rule: string }[] =>
      draft.email === undefined ? [{ field: 'email', rule: 'is required' }] : [];
    return { ...harness, provider: { ...provider, check }, always: { email: 'desk@customer.example' } };
  };
  const verdicts = await Promise.all(behaviours.map((each) => judge(each, open)));
  expect(verdicts.filter(({ status }) => status === 'failed')).toEqual([]);
});
