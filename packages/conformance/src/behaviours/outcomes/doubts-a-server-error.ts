import assert from 'node:assert/strict';
import { behaviour } from '../../behaviour.ts';
import { refused } from '../../expect/refused.ts';

export const doubtsAServerError = behaviour({
  name: 'doubts-a-server-error',
  demand: 'a write that the carrier answers with a failure of its own is outcome-unknown: it may have been applied',
  needs: ['failNext'],
  async verify({ subUsers, create, all, failNext }) {
    const fault = 'failed-after-applying';
    await failNext({ operation: 'create', fault });
    await refused(create(), 'a create that the carrier failed', 'outcome-unknown');
    const [made, ...others] = await all();
    assert.ok(made && others.length === 0, `the create was sent ${others.length + 1} times`);
    await failNext({ operation: 'delete', fault });
    await refused(subUsers.delete(made.id), 'a delete that the carrier failed', 'outcome-unknown');
    assert.deepEqual(await all(), []);
  },
});
