import assert from 'node:assert/strict';
import { setTimeout as wait } from 'node:timers/promises';
import type { CallOptions } from '@subuser/core';
import { behaviour } from '../../behaviour.ts';
import type { Context } from '../../context.ts';
import type { FaultyOperation } from '../../fault.ts';
import { refused } from '../../expect/refused.ts';
import { textChange } from '../../samples/field-samples.ts';

const patienceMs = 1_000;

/** Resolves when the request is on its way, as far as the harness can tell. */
async function untilSent({ requests }: Context, before: number | undefined): Promise<void> {
  for (let turn = 0; turn < 100; turn += 1) {
    await wait(5);
    const now = requests();
    if (now === undefined ? turn > 10 : now !== before) return;
  }
}

async function cancel(
  context: Context,
  operation: FaultyOperation,
  call: (options: CallOptions) => Promise<unknown>,
): Promise<void> {
  await context.failNext({ operation, fault: 'unanswered' });
  const before = context.requests();
  const controller = new AbortController();
  const rejected = refused(call({ signal: controller.signal }), `${operation}, aborted on its way`, 'cancelled');
  // It may reject before it is awaited below; that is no unhandled rejection.
  rejected.catch(() => undefined);
  await untilSent(context, before);
  controller.abort();
  const patience = new AbortController();
  const late = wait(patienceMs, undefined, { signal: patience.signal }).then(() =>
    assert.fail(`${operation} was still waiting ${patienceMs} ms after its signal was aborted`),
  );
  await Promise.race([rejected, late]).finally(() => {
    late.catch(() => undefined);
    patience.abort();
  });
}

export const cancelsInFlight = behaviour({
  name: 'cancels-in-flight',
  demand: 'an aborted signal ends a call that waits for its answer, at once and as cancelled',
  needs: ['failNext'],
  async verify(context) {
    const { provider, subUsers, traits, create, input } = context;
    const { id } = (await create()).subUser;
    const change = textChange(traits);
    await cancel(context, 'get', (options) => subUsers.get(id, options));
    await cancel(context, 'list', (options) => provider.listPage({}, options));
    await cancel(context, 'create', (options) => subUsers.create(input(), options));
    if (change)
      await cancel(context, 'update', (options) => provider.update(id, { [change.field]: change.value }, options));
    await cancel(context, 'delete', (options) => subUsers.delete(id, options));
    assert.equal((await subUsers.get(id)).id, id, 'afterwards calls are answered again');
  },
});
