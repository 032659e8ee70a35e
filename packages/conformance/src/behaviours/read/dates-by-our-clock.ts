import assert from 'node:assert/strict';
import { behaviour } from '../../behaviour.ts';
import { inapplicable } from '../../inapplicable.ts';
import { textChange } from '../../samples/field-samples.ts';

// Clocks may differ by minutes; a forgotten time zone is rarely less than an hour.
const marginMs = 3_600_000;

export const datesByOurClock = behaviour({
  name: 'dates-by-our-clock',
  demand: 'dates are the true moments of the create and the update: a wrong time zone would falsify every report',
  async verify({ subUsers, traits, create }) {
    if (traits.fields.createdAt.access === 'absent') inapplicable('the traits hold no createdAt');
    const from = Date.now() - marginMs;
    const { id } = (await create()).subUser;
    const change = textChange(traits);
    if (change) await subUsers.update(id, { [change.field]: change.value });
    const { createdAt, updatedAt, lastUsedAt } = await subUsers.get(id);
    assert.ok(createdAt, 'createdAt is empty');
    for (const [field, date] of Object.entries({ createdAt, updatedAt, lastUsedAt })) {
      if (!date) continue;
      const isNear = date.getTime() > from && date.getTime() < Date.now() + marginMs;
      assert.ok(isNear, `${field} is ${date.toISOString()}, more than an hour off`);
    }
  },
});
