import assert from 'node:assert/strict';
import { behaviour } from '../../behaviour.ts';
import { refused } from '../../expect/refused.ts';
import { sendingNothing } from '../../expect/sending-nothing.ts';

const states: ReadonlySet<string> = new Set(['not-required', 'not-started', 'pending', 'verified', 'failed']);

export const verifiesOrRefuses = behaviour({
  name: 'verifies-or-refuses',
  demand: 'verification, if present, reports a state that agrees with the status; if absent, it is refused unsent',
  async verify(context) {
    const { provider, subUsers, create } = context;
    const { id } = (await create()).subUser;
    assert.equal(subUsers.capabilities.verification, provider.verification !== undefined);
    if (provider.verification === undefined) {
      const what = 'verification';
      await sendingNothing(context, what, () => refused(subUsers.verification(id), what, 'unsupported'));
      return;
    }
    const { state, callsBlocked } = await subUsers.verification(id);
    assert.ok(states.has(state), `there is no state ${state}`);
    assert.equal(callsBlocked, (await subUsers.get(id)).status === 'blocked', 'callsBlocked and the status disagree');
  },
});
