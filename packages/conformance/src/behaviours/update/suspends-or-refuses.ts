import assert from 'node:assert/strict';
import { behaviour } from '../../behaviour.ts';
import { assertSame } from '../../expect/comparable.ts';
import { refused } from '../../expect/refused.ts';
import { sendingNothing } from '../../expect/sending-nothing.ts';

export const suspendsOrRefuses = behaviour({
  name: 'suspends-or-refuses',
  demand: 'suspension, if present, works both ways and changes nothing else; if absent, it is refused unsent',
  async verify(context) {
    const { provider, subUsers, create } = context;
    const { id } = (await create()).subUser;
    assert.equal(subUsers.capabilities.suspension, provider.suspension !== undefined);
    if (provider.suspension === undefined) {
      await sendingNothing(context, 'suspend', () => refused(subUsers.suspend(id), 'suspend', 'unsupported'));
      await sendingNothing(context, 'resume', () => refused(subUsers.resume(id), 'resume', 'unsupported'));
      return;
    }
    const before = await subUsers.get(id);
    const disabled = { ...before, status: 'disabled' as const };
    assertSame(await subUsers.suspend(id), disabled, 'what a suspend returned');
    assertSame(await subUsers.get(id), disabled, 'what is read after a suspend');
    assertSame(await subUsers.resume(id), before, 'what a resume returned');
    assertSame(await subUsers.get(id), before, 'what is read after a resume');
  },
});
