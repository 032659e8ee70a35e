import type { Verification, VerificationRow } from '@subuser/migrate';
import { printData, say } from '../terminal/terminal.ts';
import { printTable } from './table.ts';
import type { View } from './view.ts';

const heading = ['', 'source', 'name', 'target', 'name on the target', 'what'];

function cellsOf({ sigil, id, name, targetId, targetName, fields, why }: VerificationRow): string[] {
  return [sigil, id, name, targetId, targetName, [fields, why].filter((text) => text !== '').join(': ')];
}

/** People get a table, or CSV. */
export function verificationView(
  verification: Verification,
  rows: readonly VerificationRow[],
  { asCsv }: { asCsv: boolean },
): View {
  return {
    objects: [verification],
    async show(terminal) {
      const { counts, compared, uncompared, callsBlocked } = verification;
      if (asCsv) {
        const { stringify } = await import('csv-stringify/sync');
        printData(terminal, stringify([...rows], { header: true, escape_formulas: true }));
      } else await printTable(terminal, [heading, ...rows.map(cellsOf)]);
      const sum = Object.entries(counts).map(([sigil, count]) => `${count} ${sigil}`);
      say(terminal, `${sum.join(' · ')}; ${compared} fields compared.`);
      if (callsBlocked > 0)
        say(terminal, `${callsBlocked} cannot call yet: the target blocks their calls until they are verified`);
      for (const { field, why, count } of uncompared) say(terminal, `not compared: ${field} of ${count} (${why})`);
    },
  };
}
