import type { Command } from 'commander';
import { type Context, describedCommand } from '../context.ts';

export function initCommand(context: Context): Command {
  return describedCommand(
    'init',
    'a commented mapping to begin with, on stdout',
    'migrate init --from old --to new > map.json',
  )
    .requiredOption('--from <profile>', 'the account to move from')
    .requiredOption('--to <profile>', 'the account to move to')
    .action(async (options: { from: string; to: string }, command: Command) => {
      const { withAccounts } = await import('./accounts.ts');
      await withAccounts(context, command, options, async ({ inventories }) => {
        const { starterMapping } = await import('@subuser/migrate');
        const { source, target } = await inventories();
        context.terminal.output.write(starterMapping(source, target));
      });
    });
}
