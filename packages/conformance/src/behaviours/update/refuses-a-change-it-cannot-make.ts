import { behaviour } from '../../behaviour.ts';
import { assertSame } from '../../expect/comparable.ts';
import { refused } from '../../expect/refused.ts';
import { sendingNothing } from '../../expect/sending-nothing.ts';
import { inapplicable } from '../../inapplicable.ts';
import { canChange, sampleOf, textFields } from '../../samples/field-samples.ts';

export const refusesAChangeItCannotMake = behaviour({
  name: 'refuses-a-change-it-cannot-make',
  demand: 'a field that cannot be changed or emptied is refused before any request, never silently left as it was',
  async verify(context) {
    const { subUsers, traits, create, freshName } = context;
    const fixed = [...textFields, 'reference' as const].filter((field) => !canChange(traits, field));
    const kept = textFields.filter((field) => canChange(traits, field) && !traits.fields[field].clearable);
    const changes = [
      ...fixed.map((field) => ({ [field]: sampleOf(field, 1) })),
      ...kept.map((field) => ({ [field]: null })),
      ...(canChange(traits, 'name') ? [] : [{ name: freshName() }]),
      ...(canChange(traits, 'grants') ? [] : [{ grants: [] }]),
    ];
    if (changes.length === 0) inapplicable('the traits let every field be changed and emptied');
    const { subUser } = await create();
    const before = await subUsers.get(subUser.id);
    for (const change of changes) {
      const what = `the change ${JSON.stringify(change)}`;
      await sendingNothing(context, what, () => refused(subUsers.update(subUser.id, change), what, 'unsupported'));
    }
    assertSame(await subUsers.get(subUser.id), before, 'what refused changes left');
  },
});
