import { behaviour } from '../../behaviour.ts';
import { refused } from '../../expect/refused.ts';
import { sendingNothing } from '../../expect/sending-nothing.ts';
import { textChange } from '../../samples/field-samples.ts';

export const closes = behaviour({
  name: 'closes',
  demand:
    'after close() every call fails without a request, and a second close() changes nothing, so that programs can end',
  async verify(context) {
    const { provider, subUsers, traits, create, input } = context;
    const { suspension } = provider;
    const change = textChange(traits);
    const { id } = (await create()).subUser;
    await subUsers.close();
    await subUsers.close();
    const calls: Record<string, () => Promise<unknown>> = {
      create: () => subUsers.create(input()),
      get: () => subUsers.get(id),
      ...(change && { update: () => provider.update(id, { [change.field]: change.value }) }),
      ...(suspension && { suspend: () => suspension.suspend(id) }),
      delete: () => subUsers.delete(id),
      list: () => subUsers.list()[Symbol.asyncIterator]().next(),
    };
    for (const [name, call] of Object.entries(calls)) {
      const what = `${name} after close()`;
      await sendingNothing(context, what, () => refused(call(), what, 'failed-precondition'));
    }
  },
});
