import type { SubUsers } from './sub-users.ts';

/** Support, Supervisor, Developer and CallListManager, in turn. */
const seededRoleIds = [3, 5, 4, 6];

/**
 * Adds sub-users, the same ones on every run, and returns their ids. The one with the id 109 has the login `seeded_109` and
 * the password `Seeded-109!`; every second one has a description. Ignores the limit that AddSubUser enforces.
 */
export function seedSubUsers(subUsers: SubUsers, count: number): readonly string[] {
  return Array.from({ length: count }, () => {
    const id = subUsers.nextId;
    const turn = id % seededRoleIds.length;
    subUsers.add({
      login: `seeded_${id}`,
      password: `Seeded-${id}!`,
      description: id % 2 === 0 ? `Seeded sub-user ${id}` : undefined,
      roleIds: seededRoleIds.slice(turn, turn + 1),
    });
    return String(id);
  });
}
