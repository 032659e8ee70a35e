import { behaviour } from '../../behaviour.ts';
import { assertSameMembers } from '../../expect/comparable.ts';
import { canCreateWith } from '../../samples/field-samples.ts';

const statuses = ['active', 'disabled', 'blocked'] as const;

export const filtersByStatus = behaviour({
  name: 'filters-by-status',
  demand: 'a list by status contains every sub-user with that status and no other',
  async verify({ subUsers, provider, traits, create, all }) {
    await create();
    await create();
    if (canCreateWith(traits, 'enabled')) await create({ enabled: false });
    if (provider.suspension !== undefined) await subUsers.suspend((await create()).subUser.id);
    const rows = await all();
    for (const status of statuses) {
      const listed: string[] = [];
      for await (const { id } of subUsers.list({ status })) listed.push(id);
      const due = rows.filter((row) => row.status === status).map(({ id }) => id);
      assertSameMembers(listed, due, `the list of those that are ${status}`);
    }
  },
});
