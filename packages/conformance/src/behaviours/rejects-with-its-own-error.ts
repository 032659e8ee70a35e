import assert from 'node:assert/strict';
import { errorCodes, SubUserError } from '@subuser/core';
import { behaviour } from '../behaviour.ts';
import { textChange } from '../samples/field-samples.ts';

export const rejectsWithItsOwnError = behaviour({
  name: 'rejects-with-its-own-error',
  demand: 'the provider itself rejects with SubUserError only, so that callers switch on a closed list of codes',
  async verify({ provider, create, input, traits }) {
    const { id } = (await create()).subUser;
    await provider.delete(id);
    const change = textChange(traits);
    const aborted = { signal: AbortSignal.abort() };
    const failures: Record<string, Promise<unknown>> = {
      'get of a deleted id': provider.get(id),
      'delete of a deleted id': provider.delete(id),
      'listPage with an aborted signal': provider.listPage({}, aborted),
      'create with an aborted signal': provider.create({ name: input().name }, aborted),
    };
    if (change !== undefined)
      failures['update of a deleted id'] = provider.update(id, { [change.field]: change.value });
    if (provider.suspension !== undefined) failures['suspend of a deleted id'] = provider.suspension.suspend(id);
    if (provider.verification !== undefined) failures['status of a deleted id'] = provider.verification.status(id);
    for (const [what, call] of Object.entries(failures)) {
      const error: unknown = await call.then(
        () => assert.fail(`${what} resolved`),
        (reason: unknown) => reason,
      );
      if (error instanceof assert.AssertionError) throw error;
      assert.ok(SubUserError.is(error), `${what} was rejected with no SubUserError, but ${String(error)}`);
      assert.ok(errorCodes.includes(error.code), `${what}: there is no code ${error.code}`);
      assert.equal(error.detail.carrier, provider.carrier, `${what}: the error names another carrier`);
      assert.ok(error.detail.operation, `${what}: the error names no operation`);
      assert.ok(error.message, `${what}: the error says nothing`);
    }
  },
});
