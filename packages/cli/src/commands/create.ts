import type { NewSubUser } from '@subuser/core';
import { type Command, Option } from 'commander';
import { type Context, describedCommand } from './context.ts';
import type { PlaceOptions } from '../credentials/credential-place.ts';
import { listenForStop } from '../terminal/listen-for-stop.ts';
import { say } from '../terminal/terminal.ts';
import { collect, onProfile, type ProfileOptions, showSubUser } from './sub-user-commands.ts';

/** `--seal FILE --recipient KEY.json`: one without the other is refused. */
export function withSeal(command: Command): Command {
  return command
    .option('--seal <file>', 'append the credentials to this file, encrypted (with --recipient)')
    .option('--recipient <key.json>', 'the public key of whoever may open them (subuser secrets keygen)')
    .hook('preAction', (self) => {
      const { seal, recipient } = self.opts<PlaceOptions>();
      if ((seal === undefined) !== (recipient === undefined)) self.error('error: --seal and --recipient go together');
    });
}

interface CreateFlags extends ProfileOptions, PlaceOptions {
  name: string;
  email?: string;
  phone?: string;
  description?: string;
  reference?: string;
  grant?: string[];
  disabled?: true;
  ifUnknown: 'settle' | 'throw';
}

export function createCommand(context: Context): Command {
  const { terminal } = context;
  const described = describedCommand(
    'create',
    'make a sub-user; its credentials go to a file, never to the screen',
    'create --profile main --name "Acme Ltd" --grant calls --seal credentials.jwe --recipient public.jwk.json',
  );
  return withSeal(onProfile(described))
    .requiredOption('--name <name>')
    .option('--email <email>')
    .option('--phone <phone>')
    .option('--description <text>')
    .option('--reference <key>', 'your own key for it')
    .option('--grant <grant>', 'repeat for more', collect)
    .option('--disabled', 'make it disabled')
    .addOption(
      new Option('--if-unknown <what>', 'when the carrier’s answer is lost')
        .choices(['settle', 'throw'])
        .default('settle'),
    )
    .action((flags: CreateFlags, command: Command) =>
      context.withProfile(command, async (subUsers, profile) => {
        const { name, email, phone, description, reference, grant, disabled, ifUnknown } = flags;
        const enabled = disabled ? false : undefined;
        const input: NewSubUser = { name, email, phone, description, reference, enabled, grants: grant };
        const broken = subUsers.check(input);
        if (broken.length > 0) {
          const { SubUserError } = await import('@subuser/core');
          const detail = { carrier: subUsers.carrier, operation: 'create', subject: name };
          throw SubUserError.refusal(broken, detail);
        }
        const { openCredentialPlace } = await import('../credentials/credential-place.ts');
        const place = await openCredentialPlace(flags, profile, terminal);
        const stop = listenForStop(terminal, 'Waiting for the answer, since its secret comes only once.');
        try {
          const { subUser, credentials, openAttempts } = await subUsers.create(input, { ifUnknown });
          if (credentials) await place.keep(subUser, credentials);
          if (openAttempts)
            say(
              terminal,
              `Of an earlier attempt a second sub-user may yet appear, whose secret nobody has: look for ~${openAttempts.join(', ~')} at the end of the descriptions in the carrier’s console.`,
            );
          await showSubUser(context, subUser, flags.json === true);
        } catch (error) {
          const { SubUserError } = await import('@subuser/core');
          // A reply that does not fit may still have carried a secret, and then nobody else has it.
          const { credentials } = SubUserError.is(error) ? error.detail : {};
          if (credentials) await place.keep({ carrier: subUsers.carrier, id: credentials.login, name }, credentials);
          throw error;
        } finally {
          stop.end();
          await place.close();
        }
      }),
    );
}
