import assert from 'node:assert/strict';
import { behaviour } from '../../behaviour.ts';
import { inapplicable } from '../../inapplicable.ts';
import { canChange, canCreateWith } from '../../samples/field-samples.ts';

// The first ë is two characters, the second is one: composing them would change the text.
const whole = 'Zoe\u0308’s and Zoë’s desk; a=b&c=d+e %20 "q" \\ <b>ß</b> 東京 🙂\nsecond line [ref:not~a-tag]';

export const keepsTextWhole = behaviour({
  name: 'keeps-text-whole',
  demand: 'text reads back unchanged: every character that a form, a list or a URL treats as its own is escaped',
  async verify({ subUsers, traits, create }) {
    if (!canCreateWith(traits, 'description')) inapplicable('the traits hold no description');
    const { maxLength = Number.MAX_SAFE_INTEGER } = traits.fields.description;
    const text = Array.from(whole)
      .slice(0, maxLength - 1)
      .join('');
    const { id, description } = (await create({ description: text })).subUser;
    assert.equal(description, text, 'in the reply of the create');
    assert.equal((await subUsers.get(id)).description, text, 'read again');
    if (!canChange(traits, 'description')) return;
    await subUsers.update(id, { description: `${text}!` });
    assert.equal((await subUsers.get(id)).description, `${text}!`, 'read again after an update');
  },
});
