import type { Command } from 'commander';
import { type Context, describedCommand } from '../context.ts';
import { applyCommand } from './apply.ts';
import { initCommand } from './init.ts';
import { planCommand, showCommand } from './plan.ts';
import { reportCommand } from './report.ts';
import { statusCommand } from './status.ts';
import { undoCommand } from './undo.ts';
import { verifyCommand } from './verify.ts';

export function migrateCommand(context: Context): Command {
  const command = describedCommand(
    'migrate',
    'move sub-users from one account to another',
    'migrate init --from old --to new > map.json',
  );
  for (const create of [
    initCommand,
    planCommand,
    showCommand,
    applyCommand,
    statusCommand,
    verifyCommand,
    undoCommand,
    reportCommand,
  ])
    command.addCommand(create(context));
  return command;
}
