import assert from 'node:assert/strict';
import { behaviour } from '../../behaviour.ts';
import { inapplicable } from '../../inapplicable.ts';
import { canCreateWith } from '../../samples/field-samples.ts';

export const createsDisabled = behaviour({
  name: 'creates-disabled',
  demand: 'enabled: false creates a sub-user that cannot act yet, and enabled: true one that is not disabled',
  async verify({ subUsers, traits, create }) {
    if (!canCreateWith(traits, 'enabled')) inapplicable('the traits hold no enabled');
    const off = (await create({ enabled: false })).subUser;
    const on = (await create({ enabled: true })).subUser;
    assert.equal(off.status, 'disabled');
    assert.equal((await subUsers.get(off.id)).status, 'disabled');
    assert.notEqual((await subUsers.get(on.id)).status, 'disabled');
  },
});
