import assert from 'node:assert/strict';
import { behaviour } from '../../behaviour.ts';
import { printed } from '../../expect/printed.ts';
import { inapplicable } from '../../inapplicable.ts';

export const keepsSecretsOutOfResults = behaviour({
  name: 'keeps-secrets-out-of-results',
  demand: 'no secret appears when a result, native included, is logged, serialised, cloned or inspected',
  async verify({ create, subUsers, all }) {
    const created = await create();
    if (created.credentials === undefined) inapplicable('a create returns no credentials');
    const { secret, otherSecrets = {} } = created.credentials;
    const secrets = [secret, ...Object.values(otherSecrets)].map((each) => each.reveal());
    const results = { 'a create': created, 'a get': await subUsers.get(created.subUser.id), 'the list': await all() };
    for (const [what, result] of Object.entries(results)) {
      const text = printed(result);
      for (const value of secrets) assert.ok(!text.includes(value), `the result of ${what} prints a secret`);
    }
  },
});
