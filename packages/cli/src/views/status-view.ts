import type { PlanStatus } from '@subuser/migrate';
import { print } from '../terminal/terminal.ts';
import { printTable } from './table.ts';
import type { View } from './view.ts';

export function statusView({ counts, steps }: PlanStatus): View {
  const failed = steps.filter(({ state }) => state === 'failed');
  return {
    objects: [{ counts, failed }],
    async show(terminal) {
      const rows = Object.entries(counts).flatMap(([state, count]) => (count > 0 ? [[state, String(count)]] : []));
      await printTable(terminal, [['state', 'steps'], ...rows]);
      for (const { id, name, failure } of failed)
        print(terminal, `! ${id} (${name}) failed (${failure?.code}): ${failure?.message}`);
    },
  };
}
