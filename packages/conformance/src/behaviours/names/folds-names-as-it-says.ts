import assert from 'node:assert/strict';
import { checkName, foldName } from '@subuser/core';
import { behaviour } from '../../behaviour.ts';
import { inapplicable } from '../../inapplicable.ts';

export const foldsNamesAsItSays = behaviour({
  name: 'folds-names-as-it-says',
  demand: 'a name reads the same everywhere, folded if the rule says so, because pairing by name relies on it',
  async verify({ subUsers, traits, freshName, create, all }) {
    const name = freshName().replace(/[a-z]/u, (letter) => letter.toUpperCase());
    if (checkName(name, traits.name).length > 0) inapplicable('the rule has no letters of two cases');
    const due = foldName(name, traits.name);
    const { subUser } = await create({ name });
    assert.equal(subUser.name, due, 'in the reply of the create');
    assert.equal((await subUsers.get(subUser.id)).name, due, 'read again');
    assert.equal((await all())[0]?.name, due, 'in the list');
  },
});
