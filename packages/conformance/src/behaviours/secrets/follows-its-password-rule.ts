import assert from 'node:assert/strict';
import { checkPassword } from '@subuser/core';
import { behaviour } from '../../behaviour.ts';
import { refused } from '../../expect/refused.ts';
import { sendingNothing } from '../../expect/sending-nothing.ts';
import { brokenPasswords, shortestPassword } from '../../samples/passwords.ts';

export const followsItsPasswordRule = behaviour({
  name: 'follows-its-password-rule',
  demand: 'the carrier accepts what the rule allows; anything else is refused before any request and is not printed',
  async verify(context) {
    const { traits, create } = context;
    const rule = traits.password;
    if (rule === null) {
      const what = 'a create with a password';
      await sendingNothing(context, what, () => refused(create({ password: 'Kv8#nB3?tZ6!' }), what, 'unsupported'));
      return;
    }
    for (const { why, password } of brokenPasswords(rule)) {
      const what = `a password that ${why}`;
      const error = await sendingNothing(context, what, () => refused(create({ password }), what, 'invalid-argument'));
      assert.ok(!String(error).includes(password), `${what} is printed`);
    }
    await create({ password: shortestPassword(rule) });
    const [one, two] = [await create(), await create()].map(({ credentials }) => credentials?.secret.reveal() ?? '');
    assert.deepEqual(checkPassword(one ?? '', rule), [], 'the generated password breaks the rule');
    assert.notEqual(one, two, 'two sub-users were given one password');
  },
});
