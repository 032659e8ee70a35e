import { roleByName } from './roles.ts';
import type { SubUsers } from './sub-users.ts';

/** Dealt out in turn. */
const ROLE_NAMES = ['Support', 'Supervisor', 'Developer', 'CallListManager'];

/**
 * Adds sub-users, the same ones on every run, and returns their ids. The one with the id 109 has the login `seeded_109` and
 * the password `Seeded-109!`; every second one has a description. Takes no notice of the limit that AddSubUser obeys.
 */
export function seedSubUsers(subUsers: SubUsers, count: number): readonly string[] {
  const roleIds = ROLE_NAMES.map((name) => roleByName(name)?.id).filter((id) => id !== undefined);
  return Array.from({ length: count }, () => {
    const id = subUsers.nextId;
    const { [id % roleIds.length]: roleId } = roleIds;
    subUsers.add({
      login: `seeded_${id}`,
      password: `Seeded-${id}!`,
      description: id % 2 === 0 ? `Seeded sub-user ${id}` : undefined,
      roleIds: roleId === undefined ? [] : [roleId],
    });
    return String(id);
  });
}
