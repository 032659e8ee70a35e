import type { SubUser } from '@subuser/core';
import { print, say } from '../terminal/terminal.ts';
import { recordLines } from './record.ts';
import { fieldText, type SubUserField, subUserFields } from './sub-user-fields.ts';
import { printTable, widthOf } from './table.ts';
import type { View } from './view.ts';

/** A sub-user as `--json` and the exports show it: without the carrier's own object. */
export function subUserJson({ native: _native, ...subUser }: SubUser): Record<string, unknown> {
  return subUser;
}

async function* objectsOf(subUsers: AsyncIterable<SubUser>): AsyncIterable<object> {
  for await (const subUser of subUsers) yield subUserJson(subUser);
}

/** All of one sub-user: every field that its carrier has. */
export function subUserView(subUser: SubUser): View {
  return {
    objects: [subUserJson(subUser)],
    async show(terminal) {
      const held = subUserFields.filter((field) => subUser[field] !== undefined);
      const fields = held.map((field) => [field, fieldText(subUser, field) || '–'] as const);
      print(terminal, await recordLines([['carrier', subUser.carrier], ...fields], widthOf(terminal.output)));
    },
  };
}

const usualColumns: readonly SubUserField[] = ['id', 'name', 'status', 'email', 'grants', 'reference'];

/** As JSON each is shown as soon as it is read; a table needs all of them. */
export function subUsersView(subUsers: AsyncIterable<SubUser>, columns: readonly SubUserField[] = usualColumns): View {
  return {
    objects: objectsOf(subUsers),
    async show(terminal) {
      const rows: string[][] = [];
      for await (const subUser of subUsers) rows.push(columns.map((column) => fieldText(subUser, column)));
      if (rows.length === 0) say(terminal, 'No sub-users.');
      else await printTable(terminal, [columns, ...rows], { long: 'cut', whole: ['id'] });
    },
  };
}

export function deletedView({ id, name }: Pick<SubUser, 'id' | 'name'>): View {
  return {
    objects: [{ deleted: id }],
    show: (terminal) => say(terminal, `Deleted ${id} (${name}).`),
  };
}

export function passwordChangedView(id: string): View {
  return {
    objects: [{ passwordChanged: id }],
    show: (terminal) => say(terminal, `Changed the password of ${id}.`),
  };
}
