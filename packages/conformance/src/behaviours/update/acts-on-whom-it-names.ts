import assert from 'node:assert/strict';
import { generatePassword, Secret, type SubUser } from '@subuser/core';
import { systemRandomInt } from '@subuser/core/provider';
import { behaviour } from '../../behaviour.ts';
import type { Context } from '../../context.ts';
import { assertSame } from '../../expect/comparable.ts';
import { textChange } from '../../samples/field-samples.ts';
import { anyPasswordRule } from '../../samples/passwords.ts';

/** Everything that can be done to this sub-user, by name. */
function actsOn({ id }: SubUser, { provider, subUsers, traits }: Context, current: Secret | undefined) {
  const { suspension, password } = provider;
  const change = textChange(traits);
  const next = new Secret(generatePassword(traits.password ?? anyPasswordRule, systemRandomInt));
  return {
    ...(change && { 'an update': () => subUsers.update(id, { [change.field]: change.value }) }),
    ...(suspension && { 'a suspend': () => subUsers.suspend(id), 'a resume': () => subUsers.resume(id) }),
    ...(password && current && { 'a password change': () => subUsers.changePassword(id, { current, next }) }),
  };
}

export const actsOnWhomItNames = behaviour({
  name: 'acts-on-whom-it-names',
  demand: 'an update, a suspension or a password change affects the named sub-user and no other',
  async verify(context) {
    const { subUsers, create, authenticates } = context;
    const [before, named, after] = [await create(), await create(), await create()];
    for (const [what, act] of Object.entries(actsOn(named.subUser, context, named.credentials?.secret))) {
      await act();
      for (const { subUser, credentials } of [before, after]) {
        assertSame(await subUsers.get(subUser.id), subUser, `after ${what}, somebody else`);
        if (credentials)
          assert.notEqual(await authenticates(credentials), false, `${what} ended the secret of somebody else`);
      }
    }
  },
});
