import type { Command } from 'commander';
import { grantsView } from '../../views/grants-view.ts';
import { type Context, describedCommand } from '../context.ts';
import { onProfile } from '../shared-options.ts';

export function grantsCommand(context: Context): Command {
  return onProfile(describedCommand('grants', 'the grants that sub-users can have', 'grants --profile main'))
    .option('--json', 'JSON, one line a grant')
    .action(() => context.withProfile(async (subUsers) => context.show(grantsView(await subUsers.grants()))));
}
