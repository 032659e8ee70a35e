import assert from 'node:assert/strict';
import { behaviour } from '../../behaviour.ts';
import type { Context } from '../../context.ts';
import { refused } from '../../expect/refused.ts';
import { sendingNothing } from '../../expect/sending-nothing.ts';
import { inapplicable } from '../../inapplicable.ts';
import { canChange, canCreateWith, textFields, textOf } from '../../samples/field-samples.ts';
import { textOfLength } from '../../samples/long-texts.ts';

async function checkField(context: Context, field: (typeof textFields)[number], maxLength: number): Promise<void> {
  const { subUsers, traits, create } = context;
  const longest = textOfLength(field, maxLength);
  const tooLong = { [field]: textOfLength(field, maxLength + 1) };
  const { id } = (await create({ [field]: longest })).subUser;
  assert.equal(textOf(await subUsers.get(id), field), longest, `a ${field} of ${maxLength} characters`);
  const what = `a create with a ${field} that is too long`;
  const error = await sendingNothing(context, what, () => refused(create(tooLong), what, 'invalid-argument'));
  assert.ok(
    error.detail.fields?.some((rule) => rule.field === field),
    'the error does not name the field',
  );
  if (!canChange(traits, field)) return;
  await refused(subUsers.update(id, tooLong), `an update to a ${field} that is too long`, 'invalid-argument');
  assert.equal(textOf(await subUsers.get(id), field), longest, `the ${field} after a refused update`);
}

export const followsItsLengths = behaviour({
  name: 'follows-its-lengths',
  demand: 'the carrier accepts texts up to the stated length; longer ones are refused unsent, never cut',
  async verify(context) {
    const { traits, create } = context;
    const limited = textFields.flatMap((field) => {
      const { maxLength } = traits.fields[field];
      return maxLength === undefined || !canCreateWith(traits, field) ? [] : [{ field, maxLength }];
    });
    if (limited.length === 0) inapplicable('the traits state no lengths');
    for (const { field, maxLength } of limited) await checkField(context, field, maxLength);
    const { maxLength } = traits.fields.description;
    if (maxLength === undefined || !canCreateWith(traits, 'reference')) return;
    const crowded = { description: textOfLength('description', maxLength), reference: 'acme:42' };
    const what = 'a create whose reference does not fit after its description';
    await sendingNothing(context, what, () => refused(create(crowded), what, 'invalid-argument'));
  },
});
