import assert from 'node:assert/strict';
import { behaviour } from '../../behaviour.ts';
import { inapplicable } from '../../inapplicable.ts';
import { canChange, canCreateWith } from '../../samples/field-samples.ts';

/** Where a carrier states no length: more than any is known to cut at. */
const long = 2_000;
/** What the tag of this reference adds: ` [ref:whole:1~` and a nonce of ten and `]`. */
const tagLength = 25;

export const keepsTheTagWhole = behaviour({
  name: 'keeps-the-tag-whole',
  demand: 'the mark at the end of a description survives behind the longest text, or lost creates could not be found',
  async verify({ subUsers, traits, create, all }) {
    if (!canCreateWith(traits, 'reference')) inapplicable('the traits hold no reference');
    const { maxLength = long } = traits.fields.description;
    const description = 'Zoë '
      .repeat(long)
      .slice(0, Math.max(0, Math.min(maxLength, long) - tagLength))
      .trimEnd();
    const { id, reference } = (await create({ description, reference: 'whole:1' })).subUser;
    assert.equal(reference, 'whole:1', 'in the reply of the create');
    assert.equal((await subUsers.get(id)).reference, 'whole:1', 'read again');
    assert.deepEqual(
      (await all()).map((row) => [row.id, row.reference]),
      [[id, 'whole:1']],
      'listed',
    );
    if (!canChange(traits, 'reference')) return;
    await subUsers.update(id, { reference: 'whole:2' });
    assert.equal((await subUsers.get(id)).reference, 'whole:2', 'read again after an update');
  },
});
