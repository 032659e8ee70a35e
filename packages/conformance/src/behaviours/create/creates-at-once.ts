import assert from 'node:assert/strict';
import { foldName } from '@subuser/core';
import { behaviour } from '../../behaviour.ts';
import { assertSameMembers } from '../../expect/comparable.ts';

export const createsAtOnce = behaviour({
  name: 'creates-at-once',
  demand: 'concurrent creates do not mix up their ids, names or secrets',
  async verify({ create, input, all, authenticates, traits }) {
    const inputs = Array.from({ length: 10 }, () => input());
    const created = await Promise.all(inputs.map((given) => create(given)));
    const ids = created.map(({ subUser }) => subUser.id);
    assert.equal(new Set(ids).size, ids.length, 'two of them have one id');
    const logins = created.flatMap(({ credentials }) => (credentials ? [credentials.login] : []));
    assert.equal(new Set(logins).size, logins.length, 'two of them have one login');
    const rows = await all();
    assertSameMembers(
      rows.map(({ id }) => id),
      ids,
      'the list is not what was created',
    );
    for (const [index, { subUser, credentials }] of created.entries()) {
      const due = foldName(inputs[index]?.name ?? '', traits.name);
      assert.equal(subUser.name, due, 'a create returned the name of another');
      assert.equal(rows.find(({ id }) => id === subUser.id)?.name, due, 'an id has the name of another');
      if (credentials) assert.notEqual(await authenticates(credentials), false, 'a secret belongs to another');
    }
  },
});
