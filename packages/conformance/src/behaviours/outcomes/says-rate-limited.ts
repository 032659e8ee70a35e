import assert from 'node:assert/strict';
import { SubUserError } from '@subuser/core';
import { behaviour } from '../../behaviour.ts';

export const saysRateLimited = behaviour({
  name: 'says-rate-limited',
  demand: 'a call that the carrier throttles is repeated later or is rate-limited, and creates one sub-user at most',
  needs: ['failNext'],
  async verify({ create, all, failNext }) {
    await failNext({ operation: 'create', fault: 'rate-limited' });
    const made = await create().then(
      () => 1,
      (error: unknown) => {
        if (!SubUserError.is(error, 'rate-limited')) throw error;
        const { retryAfterMs = 0 } = error.detail;
        assert.ok(retryAfterMs >= 0 && Number.isFinite(retryAfterMs), `retryAfterMs is ${retryAfterMs}`);
        return 0;
      },
    );
    assert.equal((await all()).length, made, 'what it said is not what the account shows');
  },
});
