import { type Command, Option } from 'commander';
import { type Context, describedCommand } from './context.ts';
import { subUserJson } from '../views/sub-user-json.ts';
import { print } from '../terminal/terminal.ts';
import { columns, writeCell } from './csv-cells.ts';
import { profileOption } from './sub-user-commands.ts';

export function exportCommand(context: Context): Command {
  const { terminal } = context;
  return describedCommand('export', 'every sub-user as CSV or NDJSON, on stdout', 'export --profile main > tenants.csv')
    .option(...profileOption)
    .addOption(new Option('--format <format>').choices(['csv', 'ndjson']).default('csv'))
    .action((options: { format: 'csv' | 'ndjson' }, command: Command) =>
      context.withProfile(command, async (subUsers) => {
        if (options.format === 'ndjson') {
          for await (const subUser of subUsers.list()) print(terminal, JSON.stringify(subUserJson(subUser)));
          return;
        }
        const { stringify } = await import('csv-stringify/sync');
        const printRow = (cells: readonly string[]): void => {
          terminal.output.write(stringify([cells.map(writeCell)]));
        };
        printRow(['id', 'status', 'created_at', ...columns]);
        for await (const { id, status, createdAt, ...fields } of subUsers.list()) {
          const { name, email, phone, description, grants, reference } = fields;
          // As an import reads them: nothing for what is inherited or the rule, `|` alone for no grants at all.
          const granted = grants?.length === 0 ? '|' : grants?.join('|');
          const enabled = status === 'disabled' ? 'false' : '';
          const texts = [id, status, createdAt?.toISOString(), name, email, phone, description, granted];
          printRow([...texts, enabled, reference].map((text) => text ?? ''));
        }
      }),
    );
}
