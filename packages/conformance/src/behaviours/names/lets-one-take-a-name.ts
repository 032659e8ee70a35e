import assert from 'node:assert/strict';
import { SubUserError } from '@subuser/core';
import { behaviour } from '../../behaviour.ts';
import { inapplicable } from '../../inapplicable.ts';

export const letsOneTakeAName = behaviour({
  name: 'lets-one-take-a-name',
  demand: 'of concurrent creates with the same unique name, one succeeds and the others fail as already-exists',
  async verify({ create, freshName, traits, all }) {
    if (!traits.name.unique) inapplicable('names may repeat here');
    const name = freshName();
    const outcomes = await Promise.allSettled(Array.from({ length: 5 }, () => create({ name })));
    for (const outcome of outcomes)
      if (outcome.status === 'rejected' && !SubUserError.is(outcome.reason, 'already-exists')) throw outcome.reason;
    assert.equal(outcomes.filter(({ status }) => status === 'fulfilled').length, 1, 'more or less than one succeeded');
    assert.equal((await all()).length, 1, 'the account has more or less than one');
  },
});
