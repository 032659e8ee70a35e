import assert from 'node:assert/strict';
import { behaviour } from '../../behaviour.ts';
import { inapplicable } from '../../inapplicable.ts';
import { canChange, canCreateWith, sampleOf, textFields } from '../../samples/field-samples.ts';

export const emptiesWhatItCan = behaviour({
  name: 'empties-what-it-can',
  demand: 'null empties a field that the traits call clearable, and the field reads back as null',
  async verify({ subUsers, traits, create }) {
    const clearable = textFields.filter((field) => canChange(traits, field) && traits.fields[field].clearable);
    if (clearable.length === 0) inapplicable('the traits call no field clearable');
    for (const field of clearable) {
      const given = canCreateWith(traits, field) ? { [field]: sampleOf(field) } : {};
      const { id } = (await create(given)).subUser;
      assert.equal((await subUsers.update(id, { [field]: null }))[field], null, `${field} in the reply`);
      assert.equal((await subUsers.get(id))[field], null, `${field}, read again`);
    }
  },
});
