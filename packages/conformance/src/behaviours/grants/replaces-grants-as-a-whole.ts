import { behaviour } from '../../behaviour.ts';
import { assertSameMembers } from '../../expect/comparable.ts';
import { inapplicable } from '../../inapplicable.ts';
import { canChange } from '../../samples/field-samples.ts';
import { assignableGrants } from '../../samples/grant-samples.ts';

export const replacesGrantsAsAWhole = behaviour({
  name: 'replaces-grants-as-a-whole',
  demand: 'an update replaces all grants: those that it does not name are removed, and nothing else is',
  async verify(context) {
    const { subUsers, traits, create } = context;
    if (!canChange(traits, 'grants')) inapplicable('the traits do not let grants be changed');
    const [one = '', two = one] = (await assignableGrants(context)).toReversed();
    const { id } = (await create({ grants: [one] })).subUser;
    for (const grants of [[two], [...new Set([one, two])], [one], []]) {
      const what = `after an update to ${grants.join(' and ') || 'none'}`;
      const updated = await subUsers.update(id, { grants });
      assertSameMembers(updated.grants ?? ['all that its parent has'], grants, `${what}, in its reply`);
      const read = await subUsers.get(id);
      assertSameMembers(read.grants ?? ['all that its parent has'], grants, `${what}, read again`);
    }
  },
});
