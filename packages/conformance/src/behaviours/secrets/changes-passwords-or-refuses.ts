import assert from 'node:assert/strict';
import { generatePassword, Secret, SubUserError } from '@subuser/core';
import { systemRandomInt } from '@subuser/core/provider';
import { behaviour } from '../../behaviour.ts';
import { refused } from '../../expect/refused.ts';
import { sendingNothing } from '../../expect/sending-nothing.ts';
import { anyPasswordRule } from '../../samples/passwords.ts';
import { inapplicable } from '../../inapplicable.ts';

export const changesPasswordsOrRefuses = behaviour({
  name: 'changes-passwords-or-refuses',
  demand: 'a password change, if present, takes the current password and ends it; if absent, it is refused unsent',
  async verify(context) {
    const { provider, subUsers, traits, create, authenticates } = context;
    const { subUser, credentials } = await create();
    const { id } = subUser;
    assert.equal(subUsers.capabilities.passwordChange, provider.password !== undefined);
    const next = new Secret(generatePassword(traits.password ?? anyPasswordRule, systemRandomInt));
    const current = credentials?.secret ?? new Secret('unknown');
    if (provider.password === undefined) {
      const what = 'changePassword';
      await sendingNothing(context, what, () =>
        refused(subUsers.changePassword(id, { current, next }), what, 'unsupported'),
      );
      return;
    }
    if (credentials === undefined) inapplicable('a create returns no password that could be changed');
    const { login } = credentials;
    const error: unknown = await subUsers.changePassword(id, { current: next, next: current }).then(
      () => assert.fail('a change with a wrong password resolved'),
      (reason: unknown) => reason,
    );
    if (!SubUserError.is(error)) throw error;
    assert.notEqual(await authenticates(credentials), false, 'a refused change ended the password');
    if (traits.password !== null) {
      const what = 'a change to an empty password';
      const empty = new Secret('');
      await sendingNothing(context, what, () =>
        refused(subUsers.changePassword(id, { current, next: empty }), what, 'invalid-argument'),
      );
    }
    await subUsers.changePassword(id, { current, next });
    assert.notEqual(await authenticates({ login, secret: next }), false, 'the new password is refused');
    assert.notEqual(await authenticates({ login, secret: current }), true, 'the old password still works');
  },
});
