import assert from 'node:assert/strict';
import { readTag } from '@subuser/core/provider';
import { behaviour } from '../../behaviour.ts';
import { inapplicable } from '../../inapplicable.ts';
import { canChange, canCreateWith } from '../../samples/field-samples.ts';

// As long as a reference may be.
const whole = 'Az09._:-'.repeat(8);
// What else the description contains here: a text, the brackets of the tag, its nonce.
const besides = 'Second [ref:~0123456789]'.length;

export const keepsTheReference = behaviour({
  name: 'keeps-the-reference',
  demand: 'the caller’s reference survives a change of the description, and the description a change of the reference',
  async verify({ provider, subUsers, traits, create }) {
    if (!canCreateWith(traits, 'reference')) inapplicable('the traits hold no reference');
    const { maxLength = Number.MAX_SAFE_INTEGER } = traits.fields.description;
    const longest = whole.slice(0, Math.max(1, maxLength - besides));
    const { subUser } = await create({ description: 'First', reference: longest });
    const { id } = subUser;
    const raw = await provider.get(id);
    assert.equal(readTag(raw.description ?? null).tag?.reference, longest, 'the provider took the tag off itself');
    assert.equal((await subUsers.get(id)).reference, longest);
    if (!canChange(traits, 'reference')) return;
    await subUsers.update(id, { description: 'Second' });
    const redescribed = await subUsers.get(id);
    assert.deepEqual([redescribed.description, redescribed.reference], ['Second', longest]);
    await subUsers.update(id, { reference: 'other:1' });
    const rereferenced = await subUsers.get(id);
    assert.deepEqual([rereferenced.description, rereferenced.reference], ['Second', 'other:1']);
    await subUsers.update(id, { reference: null });
    const bare = await subUsers.get(id);
    assert.deepEqual([bare.description, bare.reference], ['Second', null]);
  },
});
