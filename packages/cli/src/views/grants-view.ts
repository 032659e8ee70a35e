import type { Grant } from '@subuser/core';
import { printTable } from './table.ts';
import type { View } from './view.ts';

export function grantsView(grants: readonly Grant[]): View {
  return {
    objects: grants,
    async show(terminal) {
      const rows = grants.map(({ name, id, assignable }) => [name, id ?? '', assignable ? 'yes' : 'no']);
      await printTable(terminal, [['grant', 'id', 'can be given'], ...rows]);
    },
  };
}
