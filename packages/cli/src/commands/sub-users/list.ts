import type { SubUser } from '@subuser/core';
import { type Command, Option } from 'commander';
import { subUsersView } from '../../views/sub-user-view.ts';
import { type Context, describedCommand } from '../context.ts';
import { onProfile } from '../shared-options.ts';

export function listCommand(context: Context): Command {
  return onProfile(describedCommand('list', 'every sub-user of an account', 'list --profile main --json'))
    .addOption(new Option('--status <status>', 'only these').choices(['active', 'disabled', 'blocked']))
    .option('--json', 'JSON, one line a sub-user')
    .action(({ status }: { status?: SubUser['status'] }) =>
      context.withProfile((subUsers) => context.show(subUsersView(subUsers.list({ status })))),
    );
}
