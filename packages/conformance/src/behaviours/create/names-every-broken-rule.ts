import assert from 'node:assert/strict';
import { behaviour } from '../../behaviour.ts';
import type { Context } from '../../context.ts';
import { refused } from '../../expect/refused.ts';
import { sendingNothing } from '../../expect/sending-nothing.ts';
import { canCreateWith, sampleOf } from '../../samples/field-samples.ts';
import { unknownGrant } from '../../samples/grant-samples.ts';

/** An input that breaks a rule in each of these fields. */
function broken({ traits }: Context): Record<string, unknown> {
  const unheld = (['email', 'phone', 'description'] as const).filter((field) => !canCreateWith(traits, field));
  return {
    name: ' ',
    ...Object.fromEntries(unheld.map((field) => [field, sampleOf(field)])),
    ...(!canCreateWith(traits, 'enabled') && { enabled: true }),
    ...((!canCreateWith(traits, 'grants') || traits.grants.names !== null) && { grants: [unknownGrant] }),
    // Empty: too short for any rule.
    password: '',
  };
}

export const namesEveryBrokenRule = behaviour({
  name: 'names-every-broken-rule',
  demand: 'a refusal names every broken rule at once, with its field, so that a form is corrected in one go',
  async verify(context) {
    const input = broken(context);
    const what = 'a create that breaks several rules';
    const error = await sendingNothing(context, what, () =>
      refused(context.create(input), what, 'unsupported', 'invalid-argument'),
    );
    const named = new Set(error.detail.fields?.map(({ field }) => field));
    for (const field of Object.keys(input)) assert.ok(named.has(field), `the error does not name ${field}`);
    for (const { rule } of error.detail.fields ?? []) assert.ok(rule.trim(), 'a broken rule must say what it asks');
  },
});
