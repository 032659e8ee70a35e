import assert from 'node:assert/strict';
import { behaviour } from '../behaviour.ts';
import { inapplicable } from '../inapplicable.ts';

// As far as the clocks may be apart for settling to work: it reads a newest-first list up to this long before an attempt.
const marginMs = 3_600_000;

export const datesByOurClock = behaviour({
  name: 'dates-by-our-clock',
  demand: 'createdAt is the moment of the create, time zone and all, since settling stops reading at older rows',
  async verify({ subUsers, traits, create }) {
    if (traits.fields.createdAt.access === 'absent') inapplicable('the traits hold no createdAt');
    const from = Date.now() - marginMs;
    const { id } = (await create()).subUser;
    const { createdAt } = await subUsers.get(id);
    assert.ok(createdAt, 'createdAt is empty');
    const isNear = createdAt.getTime() > from && createdAt.getTime() < Date.now() + marginMs;
    assert.ok(isNear, `createdAt is ${createdAt.toISOString()}, more than an hour off`);
  },
});
