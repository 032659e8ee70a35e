import assert from 'node:assert/strict';
import { inspect } from 'node:util';
import { errorCodes, SubUserError } from '@subuser/core';
import { behaviour } from '../../behaviour.ts';
import { textChange } from '../../samples/field-samples.ts';

export const rejectsWithItsOwnError = behaviour({
  name: 'rejects-with-its-own-error',
  demand: 'the provider itself rejects only with SubUserError, so that callers can switch on a closed list of codes',
  async verify({ provider, create, input, traits }) {
    const { id } = (await create()).subUser;
    await provider.delete(id);
    const change = textChange(traits);
    const aborted = { signal: AbortSignal.abort() };
    const { suspension, verification } = provider;
    const failures: Record<string, () => Promise<unknown>> = {
      'get of a deleted id': () => provider.get(id),
      'delete of a deleted id': () => provider.delete(id),
      'listPage with an aborted signal': () => provider.listPage({}, aborted),
      'create with an aborted signal': () => provider.create({ name: input().name }, aborted),
      ...(change && { 'update of a deleted id': () => provider.update(id, { [change.field]: change.value }) }),
      ...(suspension && { 'suspend of a deleted id': () => suspension.suspend(id) }),
      ...(verification && { 'verification of a deleted id': () => verification.status(id) }),
    };
    for (const [what, call] of Object.entries(failures)) {
      // Other behaviours judge whether it may resolve at all.
      const error: unknown = await call().then(
        () => undefined,
        (reason: unknown) => reason,
      );
      if (error === undefined) continue;
      assert.ok(SubUserError.is(error), `${what} was rejected with ${inspect(error)}, which is no SubUserError`);
      assert.ok(errorCodes.includes(error.code), `${what}: there is no code ${error.code}`);
      assert.equal(error.detail.carrier, provider.carrier, `${what}: the error names another carrier`);
      assert.ok(error.detail.operation, `${what}: the error names no operation`);
      assert.ok(error.message, `${what}: the error says nothing`);
    }
  },
});
