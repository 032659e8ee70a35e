import assert from 'node:assert/strict';
import { SubUserError } from '@subuser/core';
import { behaviour } from '../../behaviour.ts';

export const saysUnavailableBeforeSending = behaviour({
  name: 'says-unavailable-before-sending',
  demand: 'a create without a connection is repeated or is unavailable: there is nothing to look for',
  needs: ['failNext'],
  async verify({ create, all, failNext }) {
    await failNext({ operation: 'create', fault: 'refused-before-sending' });
    const made = await create().then(
      () => 1,
      (error: unknown) => {
        if (SubUserError.is(error, 'unavailable')) return 0;
        throw error;
      },
    );
    assert.equal((await all()).length, made, 'what it said is not what the account shows');
  },
});
