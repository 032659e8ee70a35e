import type { Command } from 'commander';
import { type Context, describedCommand } from './context.ts';
import { formatTable } from '../views/sub-user-table.ts';
import { print } from '../terminal/terminal.ts';

function yes(claim: boolean): string {
  return claim ? 'yes' : '–';
}

export function carriersCommand(context: Context): Command {
  const { terminal } = context;
  return describedCommand('carriers', 'what the account of each profile can hold, side by side', 'carriers')
    .option('--json', 'one object a profile')
    .action(async (options: { json?: true }, command: Command) => {
      const { openProfile } = await import('../config/open-profile.ts');
      const file = await context.config(command);
      const columns = await Promise.all(
        Object.keys(file.config.profiles).map(async (profile) => {
          const subUsers = await openProfile(file, profile, terminal);
          const { carrier, capabilities } = subUsers;
          await subUsers.close();
          return { profile, carrier, ...capabilities };
        }),
      );
      if (options.json) {
        for (const column of columns) print(terminal, JSON.stringify(column));
        return;
      }
      const names = Object.keys(columns[0]?.fields ?? {}) as (keyof (typeof columns)[0]['fields'])[];
      const rows = [
        ['', ...columns.map(({ profile, carrier }) => `${profile} (${carrier})`)],
        ['kind', ...columns.map(({ kind }) => kind)],
        ...names.map((name) => [name, ...columns.map(({ fields }) => fields[name].replace('absent', '–'))]),
        ['suspend, resume', ...columns.map(({ suspension }) => yes(suspension))],
        ['change of password', ...columns.map(({ passwordChange }) => yes(passwordChange))],
        ['verification', ...columns.map(({ verification }) => yes(verification))],
        ['credentials', ...columns.map(({ credentials }) => `${credentials.origin}, shown ${credentials.shown}`)],
      ];
      print(terminal, await formatTable(rows));
    });
}
