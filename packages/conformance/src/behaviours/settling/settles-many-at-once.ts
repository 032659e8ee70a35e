import assert from 'node:assert/strict';
import { behaviour } from '../../behaviour.ts';
import { assertSameMembers } from '../../expect/comparable.ts';
import { inapplicable } from '../../inapplicable.ts';
import { canCreateWith } from '../../samples/field-samples.ts';

const losses = [
  'failed-after-applying',
  'lost-before-applying',
  'garbled-after-applying',
  'lost-after-applying',
] as const;

export const settlesManyAtOnce = behaviour({
  name: 'settles-many-at-once',
  demand:
    'creates that settle together, their answers lost in different ways, leave one sub-user each, with its secret',
  needs: ['failNext'],
  async verify({ subUsers, traits, input, all, failNext, authenticates }) {
    if (!canCreateWith(traits, 'reference')) inapplicable('nothing can be settled without a reference');
    for (const fault of losses) await failNext({ operation: 'create', fault });
    const inputs = Array.from({ length: 6 }, (_, index) => input({ reference: `many:${index}` }));
    const created = await Promise.all(inputs.map((given) => subUsers.create(given, { ifUnknown: 'settle' })));
    const rows = await all();
    assertSameMembers(
      rows.map(({ id }) => id),
      created.map(({ subUser }) => subUser.id),
      'the list is not what was created',
    );
    assertSameMembers(
      rows.map(({ reference }) => reference ?? ''),
      inputs.map(({ reference }) => reference ?? ''),
      'the references are not those that were asked for',
    );
    if (traits.credentials.shown === 'never' && traits.credentials.origin === 'issued') return;
    for (const { credentials, subUser } of created)
      assert.notEqual(await authenticates(credentials), false, `the secret of ${subUser.name} does not work`);
  },
});
