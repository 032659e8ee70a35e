import { type Command, Option } from 'commander';
import { type Context, describedCommand } from '../context.ts';
import { subUserJson } from '../sub-user-json.ts';
import { print } from '../terminal.ts';

export function exportCommand(context: Context): Command {
  const { terminal } = context;
  return describedCommand('export', 'every sub-user as CSV or NDJSON, on stdout', 'export --carrier main > tenants.csv')
    .requiredOption('--carrier <profile>', 'the profile of subuser.config.json')
    .addOption(new Option('--format <format>').choices(['csv', 'ndjson']).default('csv'))
    .action((options: { carrier: string; format: 'csv' | 'ndjson' }, command: Command) =>
      context.withProfile(command, options.carrier, async (subUsers) => {
        if (options.format === 'ndjson') {
          for await (const subUser of subUsers.list()) print(terminal, JSON.stringify(subUserJson(subUser)));
          return;
        }
        const { stringify } = await import('csv-stringify/sync');
        // A name that begins like a formula must not run in whoever's spreadsheet opens the file.
        const row = (cells: readonly string[]): string =>
          stringify([[...cells]], { escape_formulas: true, record_delimiter: '' });
        print(
          terminal,
          row(['id', 'name', 'status', 'email', 'phone', 'description', 'grants', 'reference', 'created_at']),
        );
        for await (const subUser of subUsers.list()) {
          const { id, name, status, email, phone, description, grants, reference, createdAt } = subUser;
          const texts = [
            id,
            name,
            status,
            email,
            phone,
            description,
            grants?.join('|'),
            reference,
            createdAt?.toISOString(),
          ];
          print(terminal, row(texts.map((text) => text ?? '')));
        }
      }),
    );
}
