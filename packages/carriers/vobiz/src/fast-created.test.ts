import fc from 'fast-check';
import { expect, test } from 'vitest';
import { fixture } from '../test-support/read-fixture.ts';
import { shown } from '../test-support/shown.ts';
import { fastCreated } from './fast-replies.ts';
import { createReplySchema } from './vobiz-api.ts';

/** As it comes off the wire: JSON, with an own `__proto__` if there is one. */
const sent = (text: string): unknown => JSON.parse(text.replaceAll('"proto"', '"__proto__"'));

const value = fc.oneof(
  fc.constantFrom(null, '', 'SA_1', '<redacted>', 0, 1.5, true, [], {}, { proto: 1 }),
  fc.jsonValue({ maxDepth: 1 }),
);
const usual = {
  message: 'created',
  sub_account: { auth_id: 'SA_1', name: 'Acme', permissions: { calls: true }, auth_token: 'shown-once', tier: 1 },
  auth_credentials: { auth_id: 'SA_1', auth_token: 'shown-once', more: {} },
  tokens: { access_token: 'a', refresh_token: 'r', token_type: 'bearer', expires_in: 1800, scope: 'all' },
  error: false,
};
const parts = ['sub_account', 'auth_credentials', 'tokens'] as const;
const fields = [
  ...['message', ...parts, 'more', 'proto'].map((name) => [name]),
  ...parts.flatMap((part) => [...Object.keys(usual[part]), 'email', 'rate_limit', 'proto'].map((name) => [part, name])),
];
/** One thing or two changed or left out. */
const body = fc.array(fc.tuple(fc.constantFrom(...fields), fc.option(value, { nil: undefined })), { maxLength: 2 });

test('a reply to a create is read as its schema reads it, whatever it contains', () => {
  let count = 0;
  fc.assert(
    fc.property(body, (changes) => {
      const changed: Record<string, unknown> = structuredClone(usual);
      for (const [[name = '', inner], drawn] of changes) {
        const [part, each] = [changed[name], structuredClone(drawn)];
        if (inner === undefined) changed[name] = each;
        else if (typeof part === 'object' && part !== null) Object.assign(part, { [inner]: each });
      }
      const text = JSON.stringify(changed);
      const ours = fastCreated(sent(text));
      if (ours === undefined) return;
      count += 1;
      const theirs = createReplySchema.parse(sent(text));
      expect(shown(ours)).toEqual(shown(theirs));
    }),
    { numRuns: 2_000 },
  );
  expect(count).toBeGreaterThan(300);
});

test.each(['seed-000-create-reply', 'seed-000-create-template-reply'])('the documented reply %s is fast', (name) => {
  const created = fastCreated(fixture(name));
  expect(created).toBeDefined();
  expect(shown(created)).toEqual(shown(createReplySchema.parse(fixture(name))));
});
