import assert from 'node:assert/strict';
import { SubUserError } from '@subuser/core';
import { behaviour } from '../../behaviour.ts';
import type { Fault } from '../../fault.ts';

const faults: readonly Fault[] = ['refused-before-sending', 'lost-before-applying', 'lost-after-applying'];

async function valueOrUnavailable<T>(call: Promise<T>): Promise<T | undefined> {
  try {
    return await call;
  } catch (error) {
    if (SubUserError.is(error, 'unavailable')) return undefined;
    throw error;
  }
}

export const readsAgainOrSaysUnavailable = behaviour({
  name: 'reads-again-or-says-unavailable',
  demand: 'a read whose answer is lost is repeated or is unavailable: a failure never becomes an empty list',
  needs: ['failNext'],
  async verify({ subUsers, create, all, failNext }) {
    const { id } = (await create()).subUser;
    for (const fault of faults) {
      await failNext({ operation: 'get', fault });
      const read = await valueOrUnavailable(subUsers.get(id));
      assert.equal(read?.id ?? id, id, `a get that was ${fault}`);
      await failNext({ operation: 'list', fault });
      const rows = await valueOrUnavailable(all());
      assert.deepEqual(rows?.map((row) => row.id) ?? [id], [id], `a list that was ${fault}`);
    }
  },
});
