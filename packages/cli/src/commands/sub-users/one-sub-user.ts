import type { SubUser, SubUsers } from '@subuser/core';
import type { Command } from 'commander';
import { say } from '../../terminal/terminal.ts';
import { deletedView, subUserView } from '../../views/sub-user-view.ts';
import { type Context, describedCommand } from '../context.ts';
import { exitCode } from '../exit-code.ts';
import { type FieldFlags, withFields } from '../shared-options.ts';
import { idOf, keyed, type KeyFlags } from './keyed.ts';

interface ChangeFlags extends FieldFlags {
  name?: string;
}

/** A command that shows its sub-user as it is afterwards. */
function showing(
  context: Context,
  command: Command,
  act: (subUsers: SubUsers, id: string, flags: ChangeFlags) => Promise<SubUser>,
): Command {
  return keyed(command)
    .option('--json', 'JSON, one line a sub-user')
    .action((key: string, flags: KeyFlags & ChangeFlags) =>
      context.withProfile(async (subUsers) => {
        const id = await idOf(subUsers, key, flags);
        await context.show(subUserView(await act(subUsers, id, flags)));
      }),
    );
}

export function getCommand(context: Context): Command {
  const described = describedCommand('get', 'one sub-user', 'get 1234 --profile main');
  return showing(context, described, (subUsers, id) => subUsers.get(id));
}

export function suspendCommand(context: Context): Command {
  const described = describedCommand('suspend', 'disable a sub-user', 'suspend 1234 --profile main');
  return showing(context, described, (subUsers, id) => subUsers.suspend(id));
}

export function resumeCommand(context: Context): Command {
  const described = describedCommand('resume', 'enable a sub-user again', 'resume 1234 --profile main');
  return showing(context, described, (subUsers, id) => subUsers.resume(id));
}

export function updateCommand(context: Context): Command {
  const described = describedCommand(
    'update',
    'change the fields of a sub-user that are given',
    'update 1234 --profile main --grant calls --grant cdr',
  ).option('--name <name>');
  return showing(
    context,
    withFields(described, 'all grants that it then has; repeat for more'),
    (subUsers, id, { name, email, phone, description, reference, grant }) =>
      subUsers.update(id, { name, email, phone, description, reference, grants: grant }),
  );
}

export function deleteCommand(context: Context): Command {
  const { terminal, exit } = context;
  const described = describedCommand('delete', 'delete a sub-user', 'delete 1234 --profile main --yes');
  return keyed(described)
    .option('--json', 'JSON, one line a sub-user')
    .option('--yes', 'do not ask')
    .action((key: string, flags: KeyFlags & { yes?: true }) =>
      context.withProfile(async (subUsers, profile) => {
        const { isConfirmed } = await import('../../terminal/ask.ts');
        const subUser = await subUsers.get(await idOf(subUsers, key, flags));
        const question = `Delete ${subUser.id} (${subUser.name}) on ${profile}?`;
        if (!(await isConfirmed(terminal, question, flags.yes === true))) {
          exit.code = exitCode.stopped;
          return say(terminal, 'Nothing was deleted.');
        }
        await subUsers.delete(subUser.id);
        await context.show(deletedView(subUser));
      }),
    );
}
