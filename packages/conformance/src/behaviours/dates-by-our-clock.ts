import assert from 'node:assert/strict';
import { behaviour } from '../behaviour.ts';
import { inapplicable } from '../inapplicable.ts';

// Clocks may be apart by minutes; a time zone that was forgotten is seldom less than an hour.
const marginMs = 3_600_000;

export const datesByOurClock = behaviour({
  name: 'dates-by-our-clock',
  demand: 'createdAt is the moment of the create, time zone and all: hours off, it tells every report a lie',
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
