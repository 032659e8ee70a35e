import { type Command, Option } from 'commander';
import { type Context, describedCommand } from '../context.ts';
import { onProfile } from '../shared-options.ts';

export function exportCommand(context: Context): Command {
  return onProfile(
    describedCommand('export', 'every sub-user as CSV or NDJSON, on stdout', 'export --profile main > tenants.csv'),
  )
    .addOption(new Option('--format <format>').choices(['csv', 'ndjson']).default('csv'))
    .action(({ format }: { format: 'csv' | 'ndjson' }) =>
      context.withProfile(async (subUsers) => {
        const { writeCsv, writeNdjson } = await import('../../rows/write-rows.ts');
        await (format === 'csv' ? writeCsv : writeNdjson)(context.terminal, subUsers.list());
      }),
    );
}
