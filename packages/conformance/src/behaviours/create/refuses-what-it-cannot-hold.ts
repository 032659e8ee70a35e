import assert from 'node:assert/strict';
import type { NewSubUser } from '@subuser/core';
import { behaviour } from '../../behaviour.ts';
import { refused } from '../../expect/refused.ts';
import { sendingNothing } from '../../expect/sending-nothing.ts';
import { inapplicable } from '../../inapplicable.ts';
import { canCreateWith, sampleOf } from '../../samples/field-samples.ts';

const inputs = {
  email: { email: sampleOf('email') },
  phone: { phone: sampleOf('phone') },
  description: { description: sampleOf('description') },
  reference: { reference: sampleOf('reference') },
  grants: { grants: [] },
  enabled: { enabled: true },
} as const satisfies Record<string, Partial<NewSubUser>>;

export const refusesWhatItCannotHold = behaviour({
  name: 'refuses-what-it-cannot-hold',
  demand: 'a field that the carrier cannot store is refused before any request, never dropped silently',
  async verify(context) {
    const fields = (Object.keys(inputs) as (keyof typeof inputs)[]).filter(
      (field) => !canCreateWith(context.traits, field),
    );
    if (fields.length === 0) inapplicable('the traits hold every field');
    for (const field of fields) {
      const what = `a create with ${field}`;
      const error = await sendingNothing(context, what, () =>
        refused(context.create(inputs[field]), what, 'unsupported'),
      );
      assert.ok(
        error.detail.fields?.some((rule) => rule.field === field),
        `the error does not name ${field}`,
      );
    }
    assert.deepEqual(await context.all(), [], 'a refused create left something behind');
  },
});
