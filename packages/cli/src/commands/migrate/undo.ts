import type { Command } from 'commander';
import { type Context, describedCommand } from '../context.ts';
import type { UndoFlags } from './undo-file.ts';

export function undoCommand(context: Context): Command {
  return describedCommand(
    'undo',
    'delete what a plan’s journal says it created, and nothing else; lists it and asks',
    'migrate undo plan.json',
  )
    .argument('<plan.json>')
    .option('--journal <file>', 'default: beside the plan')
    .option('--yes', 'do not ask')
    .option('--json', 'the result as one object')
    .action(async (file: string, flags: UndoFlags) => {
      const { undoFile } = await import('./undo-file.ts');
      await undoFile(context, file, flags);
    });
}
