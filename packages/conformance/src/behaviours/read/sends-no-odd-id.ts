import assert from 'node:assert/strict';
import { Secret, type SubUserId } from '@subuser/core';
import { behaviour } from '../../behaviour.ts';
import type { Context } from '../../context.ts';
import { assertSame } from '../../expect/comparable.ts';
import { refused } from '../../expect/refused.ts';
import { sendingNothing } from '../../expect/sending-nothing.ts';
import { textChange } from '../../samples/field-samples.ts';

const noIds: readonly unknown[] = ['', ' ', '\n', undefined, null, 42, {}];
const paths = ['.', '..', '../', '/', '?x=1', '#', '%2e%2e', 'a/b', 'undefined'];

/** Every call that this carrier supports and that takes an id. */
function callsOn({ provider, subUsers, traits }: Context, id: SubUserId): Record<string, () => Promise<unknown>> {
  const change = textChange(traits);
  const secrets = { current: new Secret('Kv8#nB3?tZ6!'), next: new Secret('Kv8#nB3?tZ6!wD5-') };
  return {
    get: () => subUsers.get(id),
    delete: () => subUsers.delete(id),
    ...(change && { update: () => subUsers.update(id, { [change.field]: change.value }) }),
    ...(provider.suspension && { suspend: () => subUsers.suspend(id), resume: () => subUsers.resume(id) }),
    ...(provider.password && { changePassword: () => subUsers.changePassword(id, secrets) }),
    ...(provider.verification && { verification: () => subUsers.verification(id) }),
  };
}

export const sendsNoOddId = behaviour({
  name: 'sends-no-odd-id',
  demand: 'an invalid id is never sent, and one that looks like a path reaches no other resource',
  async verify(context) {
    const { id } = (await context.create()).subUser;
    const before = await context.subUsers.get(id);
    for (const odd of noIds)
      for (const [name, call] of Object.entries(callsOn(context, odd as SubUserId))) {
        const what = `${name} of ${JSON.stringify(odd)}`;
        await sendingNothing(context, what, () => refused(call(), what, 'invalid-argument'));
      }
    for (const path of paths) {
      const calls = Object.entries(callsOn(context, path));
      // Some carriers answer such a path with their list, or delete below it: only what is left is judged.
      await Promise.allSettled(calls.map(([, call]) => call()));
      assert.deepEqual(
        (await context.all()).map((row) => row.id),
        [id],
        `calls with the id ${path} changed the account`,
      );
      assertSame(await context.subUsers.get(id), before, `what calls with the id ${path} left`);
    }
  },
});
