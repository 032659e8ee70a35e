import assert from 'node:assert/strict';
import { behaviour } from '../../behaviour.ts';
import { assertSameMembers } from '../../expect/comparable.ts';
import { refused } from '../../expect/refused.ts';
import { sendingNothing } from '../../expect/sending-nothing.ts';
import { canCreateWith } from '../../samples/field-samples.ts';

export const settlesALostCreate = behaviour({
  name: 'settles-a-lost-create',
  demand: 'a settled create leaves exactly one sub-user whose secret works, however its answer was lost',
  needs: ['failNext'],
  async verify(context) {
    const { subUsers, traits, input, all, failNext, authenticates } = context;
    if (!canCreateWith(traits, 'reference')) {
      const what = 'a create that settles';
      await sendingNothing(context, what, () =>
        refused(subUsers.create(input(), { ifUnknown: 'settle' }), what, 'unsupported'),
      );
      return;
    }
    const made: string[] = [];
    for (const fault of ['lost-before-applying', 'lost-after-applying'] as const) {
      await failNext({ operation: 'create', fault });
      const given = input({ reference: `settled:${fault}` });
      const { subUser, credentials } = await subUsers.create(given, { ifUnknown: 'settle' });
      made.push(subUser.id);
      assert.equal(subUser.reference, given.reference);
      const left = (await all()).map(({ id }) => id);
      assertSameMembers(left, made, `after a settled create that was ${fault}`);
      if (traits.credentials.shown === 'never' && traits.credentials.origin === 'issued') continue;
      assert.notEqual(
        await authenticates(credentials),
        false,
        `the secret of a create that was ${fault} does not work`,
      );
    }
  },
});
