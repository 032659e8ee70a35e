import assert from 'node:assert/strict';
import { generatePassword, Secret } from '@subuser/core';
import { systemRandomInt } from '@subuser/core/provider';
import { behaviour } from '../../behaviour.ts';
import type { Context } from '../../context.ts';
import { printed } from '../../expect/printed.ts';
import { inapplicable } from '../../inapplicable.ts';

const anyRule = { minLength: 24, classes: ['digit'], whiteSpace: 'refused', source: 'this suite' } as const;

async function errorOf(call: Promise<unknown>): Promise<unknown> {
  return call.then(
    () => undefined,
    (error: unknown) => error,
  );
}

/** The errors of calls with these secrets, by what was done. */
async function provoke(context: Context, secrets: readonly [string, string]): Promise<Record<string, unknown>> {
  const { subUsers, traits, provider } = context;
  const [password, other] = secrets;
  const errors: Record<string, unknown> = {};
  const { subUser } = await context.create(traits.password ? { password } : {});
  if (traits.password) {
    if (traits.name.unique)
      errors['a create of a taken name'] = await errorOf(context.create({ name: subUser.name, password: other }));
    errors['a create with a broken name'] = await errorOf(context.create({ name: ' ', password: other }));
    const aborted = { signal: AbortSignal.abort() };
    errors['a cancelled create'] = await errorOf(subUsers.create(context.input({ password: other }), aborted));
  }
  if (provider.password) {
    const change = { current: new Secret(other), next: new Secret(password) };
    errors['a change with a wrong password'] = await errorOf(subUsers.changePassword(subUser.id, change));
    await subUsers.delete(subUser.id);
    errors['a change for nobody'] = await errorOf(subUsers.changePassword(subUser.id, change));
  }
  return errors;
}

export const keepsSecretsOutOfErrors = behaviour({
  name: 'keeps-secrets-out-of-errors',
  demand: 'an error never repeats a password, in its message, detail or cause, because errors are logged',
  async verify(context) {
    const rule = context.traits.password ?? anyRule;
    const secrets = [generatePassword(rule, systemRandomInt), generatePassword(rule, systemRandomInt)] as const;
    const errors = await provoke(context, secrets);
    if (Object.keys(errors).length === 0) inapplicable('no call takes a secret');
    for (const [what, error] of Object.entries(errors)) {
      const text = printed(error);
      for (const secret of secrets) assert.ok(!text.includes(secret), `the error of ${what} prints a password`);
    }
  },
});
