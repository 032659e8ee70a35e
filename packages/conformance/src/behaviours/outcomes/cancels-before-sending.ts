import assert from 'node:assert/strict';
import { generatePassword, Secret } from '@subuser/core';
import { systemRandomInt } from '@subuser/core/provider';
import { behaviour } from '../../behaviour.ts';
import { refused } from '../../expect/refused.ts';
import { sendingNothing } from '../../expect/sending-nothing.ts';
import { textChange } from '../../samples/field-samples.ts';
import { anyPasswordRule } from '../../samples/passwords.ts';

export const cancelsBeforeSending = behaviour({
  name: 'cancels-before-sending',
  demand: 'a call whose signal is already aborted sends nothing and fails as cancelled',
  async verify(context) {
    const { provider, subUsers, traits, input } = context;
    const { subUser } = await context.create();
    const { id } = subUser;
    const change = textChange(traits);
    const aborted = { signal: AbortSignal.abort() };
    const calls: Record<string, () => Promise<unknown>> = {
      create: () => subUsers.create(input(), aborted),
      get: () => subUsers.get(id, aborted),
      list: () => subUsers.list({}, aborted)[Symbol.asyncIterator]().next(),
      delete: () => subUsers.delete(id, aborted),
      ...(change && { update: () => provider.update(id, { [change.field]: change.value }, aborted) }),
      ...(provider.suspension && { suspend: () => subUsers.suspend(id, aborted) }),
      ...(provider.suspension && { resume: () => subUsers.resume(id, aborted) }),
      ...(provider.verification && { verification: () => subUsers.verification(id, aborted) }),
    };
    const { password } = provider;
    if (password !== undefined) {
      const next = new Secret(generatePassword(traits.password ?? anyPasswordRule, systemRandomInt));
      const change = { current: new Secret('another'), next };
      calls['changePassword'] = () => password.change(id, change, aborted);
    }
    // Fixed grants need no request.
    if (traits.grants.names === null) calls['grants'] = () => subUsers.grants(aborted);
    for (const [name, call] of Object.entries(calls))
      await sendingNothing(context, `${name}, aborted`, () => refused(call(), `${name}, aborted`, 'cancelled'));
    assert.deepEqual(
      (await context.all()).map((row) => row.id),
      [id],
      'an aborted call changed the account',
    );
  },
});
