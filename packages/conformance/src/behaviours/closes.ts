import { behaviour } from '../behaviour.ts';
import { refused } from '../expect/refused.ts';
import { sendingNothing } from '../expect/sending-nothing.ts';

export const closes = behaviour({
  name: 'closes',
  demand: 'after close() every call fails without a request, and a second close() changes nothing: programs must end',
  async verify(context) {
    const { subUsers, create, input } = context;
    const { id } = (await create()).subUser;
    await subUsers.close();
    await subUsers.close();
    const calls: Record<string, () => Promise<unknown>> = {
      create: () => subUsers.create(input()),
      get: () => subUsers.get(id),
      delete: () => subUsers.delete(id),
      list: () => subUsers.list()[Symbol.asyncIterator]().next(),
    };
    for (const [name, call] of Object.entries(calls)) {
      const what = `${name} after close()`;
      await sendingNothing(context, what, () => refused(call(), what, 'failed-precondition'));
    }
  },
});
