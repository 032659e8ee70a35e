import type { SubUser } from '@subuser/core';
import { print, say } from '../terminal/terminal.ts';
import { formatTable } from './table.ts';
import type { View } from './view.ts';

/** A sub-user as `--json` and the exports show it: without the carrier's own object. */
export function subUserJson({ native: _native, ...subUser }: SubUser): Record<string, unknown> {
  return subUser;
}

async function* objectsOf(subUsers: AsyncIterable<SubUser>): AsyncIterable<object> {
  for await (const subUser of subUsers) yield subUserJson(subUser);
}

function subUserTable(subUsers: readonly SubUser[]): Promise<string> {
  const rows = subUsers.map(({ id, name, status, email, grants, reference }) => [
    id,
    name,
    status,
    email ?? '',
    grants === null ? '(inherits)' : (grants ?? []).join(', '),
    reference ?? '',
  ]);
  return formatTable([['id', 'name', 'status', 'email', 'grants', 'reference'], ...rows]);
}

export function subUserView(subUser: SubUser): View {
  return {
    objects: [subUserJson(subUser)],
    show: async (terminal) => print(terminal, await subUserTable([subUser])),
  };
}

/** As JSON each is shown as soon as it is read; a table needs all of them. */
export function subUsersView(subUsers: AsyncIterable<SubUser>): View {
  return {
    objects: objectsOf(subUsers),
    async show(terminal) {
      const all: SubUser[] = [];
      for await (const subUser of subUsers) all.push(subUser);
      if (all.length === 0) say(terminal, 'No sub-users.');
      else print(terminal, await subUserTable(all));
    },
  };
}

export function deletedView({ id, name }: Pick<SubUser, 'id' | 'name'>): View {
  return {
    objects: [{ deleted: id }],
    show: (terminal) => say(terminal, `Deleted ${id} (${name}).`),
  };
}
