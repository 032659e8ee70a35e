import assert from 'node:assert/strict';
import { Secret } from '@subuser/core';
import { behaviour } from '../../behaviour.ts';
import { refused } from '../../expect/refused.ts';
import { textChange } from '../../samples/field-samples.ts';

export const saysNotFound = behaviour({
  name: 'says-not-found',
  demand: 'every read or change of a sub-user that does not exist is an error, never an empty success',
  async verify({ provider, subUsers, traits, create }) {
    const { id } = (await create()).subUser;
    await subUsers.delete(id);
    const change = textChange(traits);
    const secrets = { current: new Secret('Kv8#nB3?tZ6!wD5-'), next: new Secret('Kv8#nB3?tZ6!wD5-x') };
    const calls: Record<string, () => Promise<unknown>> = {
      get: () => subUsers.get(id),
      // Directly to the provider: openSubUsers may read first, and that read would fail in its place.
      ...(change && { update: () => provider.update(id, { [change.field]: change.value }) }),
      ...(provider.suspension && { suspend: () => subUsers.suspend(id), resume: () => subUsers.resume(id) }),
      ...(provider.password && { changePassword: () => subUsers.changePassword(id, secrets) }),
      ...(provider.verification && { verification: () => subUsers.verification(id) }),
    };
    for (const [name, call] of Object.entries(calls))
      await refused(call(), `${name} of a deleted sub-user`, 'not-found');
    // What is no id at all here may be refused unsent, if the refusal says what an id looks like.
    const { code, detail } = await refused(subUsers.get('nope'), 'get of “nope”', 'not-found', 'invalid-argument');
    const says = detail.fields?.some(({ field, rule }) => field === 'id' && rule.trim() !== '');
    assert.ok(code === 'not-found' || says, 'the refusal does not say what an id looks like');
  },
});
