import type { Command } from 'commander';
import { columns } from '../../rows/csv-cells.ts';
import { type Context, describedCommand } from '../context.ts';
import { parseCount } from '../parse-number.ts';
import { onProfile, withSeal } from '../shared-options.ts';
import type { ImportFlags } from './import-rows.ts';

export function importCommand(context: Context): Command {
  const described = describedCommand(
    'import',
    'create sub-users from a CSV or NDJSON file; nothing is sent unless every row passes',
    'import tenants.csv --profile main --dry-run',
  );
  return withSeal(onProfile(described))
    .argument('<file>', `CSV with the columns ${columns.join(', ')} (grants joined by |), or NDJSON`)
    .option('--dry-run', 'check every row and send nothing')
    .option('--concurrency <count>', 'creates at once', parseCount, 8)
    .option('--json', 'errors as JSON, too; rows always are')
    .action((file: string, flags: ImportFlags) =>
      context.withProfile(async (subUsers, profile) => {
        const { importRows } = await import('./import-rows.ts');
        await importRows(context, { subUsers, profile, file, flags });
      }),
    );
}
