import type { Command } from 'commander';
import { say } from '../../terminal/terminal.ts';
import { passwordChangedView } from '../../views/sub-user-view.ts';
import { type Context, describedCommand } from '../context.ts';
import { exitCode } from '../exit-code.ts';
import { idOf, keyed, type KeyFlags } from './keyed.ts';

export function passwordCommand(context: Context): Command {
  const { terminal, exit } = context;
  const described = describedCommand(
    'password',
    'change the password of a sub-user; asks for the present and the new one',
    'password 1234 --profile main',
  );
  return keyed(described)
    .option('--from <file>', 'do not ask: two lines, the present password and the new one; - is stdin')
    .option('--json', 'JSON, one object')
    .action((key: string, flags: KeyFlags & { from?: string }) =>
      context.withProfile(async (subUsers, profile) => {
        const { carrier, capabilities } = subUsers;
        if (!capabilities.passwordChange) {
          const { SubUserError } = await import('@subuser/core');
          const what = 'not sent: this carrier cannot change a password';
          throw new SubUserError('unsupported', what, { carrier, operation: 'changePassword' });
        }
        const id = await idOf(subUsers, key, flags);
        const { readPasswords } = await import('../../credentials/read-passwords.ts');
        const change = await readPasswords(terminal, flags.from, `${key} on ${profile}`);
        if (change === undefined) {
          exit.code = exitCode.stopped;
          return say(terminal, 'Nothing was changed.');
        }
        await subUsers.changePassword(id, change);
        await context.show(passwordChangedView(id));
      }),
    );
}
