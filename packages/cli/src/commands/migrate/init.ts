import type { Command } from 'commander';
import { printJsonText } from '../../terminal/terminal.ts';
import { type Context, describedCommand } from '../context.ts';

export function initCommand(context: Context): Command {
  return describedCommand(
    'init',
    'print a commented mapping to begin with',
    'migrate init --from old --to new > map.json',
  )
    .requiredOption('--from <profile>', 'the account to move from')
    .requiredOption('--to <profile>', 'the account to move to')
    .action(async (sides: { from: string; to: string }) => {
      const { starterMapping } = await import('@subuser/migrate');
      const { withAccounts } = await import('./accounts.ts');
      await withAccounts(context, sides, async ({ inventories }) => {
        const { source, target } = await inventories();
        printJsonText(context.terminal, starterMapping(source, target));
      });
    });
}
