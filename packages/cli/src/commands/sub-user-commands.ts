import type { SubUser, SubUserChange, SubUsers } from '@subuser/core';
import { type Command, Option } from 'commander';
import { type Context, describedCommand } from './context.ts';
import { exitCode } from './exit-code.ts';
import { subUserJson } from '../views/sub-user-json.ts';
import { formatTable, subUserTable } from '../views/sub-user-table.ts';
import { print, say } from '../terminal/terminal.ts';

export interface ProfileOptions {
  profile?: string;
  json?: true;
}

/** Optional where the file has one profile. */
export const profileOption = [
  '--profile <name>',
  'the account, by its name in subuser.config.json; default: SUBUSER_PROFILE, or the only one',
] as const;

/** `--profile NAME` and `--json`, which every command on an account takes. */
export function onProfile(command: Command): Command {
  return command.option(...profileOption).option('--json', 'JSON, one line a sub-user');
}

export async function showSubUser({ terminal }: Context, subUser: SubUser, asJson: boolean): Promise<void> {
  if (asJson) return print(terminal, JSON.stringify(subUserJson(subUser)));
  print(terminal, await subUserTable([subUser]));
}

/** The sub-user that an argument names: an id, or with `--by-name` and `--by-reference` what they say. */
export async function findOne(subUsers: SubUsers, key: string, by: { name?: true; reference?: true }): Promise<string> {
  if (by.name === undefined && by.reference === undefined) return key;
  const found = await subUsers.find(by.name ? { name: key } : { reference: key });
  if (found) return found.id;
  const message = `there is no sub-user with the ${by.name ? 'name' : 'reference'} “${key}”`;
  const { SubUserError } = await import('@subuser/core');
  throw new SubUserError('not-found', message, { carrier: subUsers.carrier, operation: 'find' });
}

export function listCommand(context: Context): Command {
  const { terminal } = context;
  return onProfile(describedCommand('list', 'every sub-user of an account', 'list --profile main --json'))
    .addOption(new Option('--status <status>', 'only these').choices(['active', 'disabled', 'blocked']))
    .action((options: ProfileOptions & { status?: SubUser['status'] }, command: Command) =>
      context.withProfile(command, async (subUsers) => {
        const all: SubUser[] = [];
        for await (const subUser of subUsers.list({ status: options.status })) {
          if (options.json) print(terminal, JSON.stringify(subUserJson(subUser)));
          else all.push(subUser);
        }
        if (options.json) return;
        if (all.length === 0) say(terminal, 'No sub-users.');
        else print(terminal, await subUserTable(all));
      }),
    );
}

interface ByOptions extends ProfileOptions {
  byName?: true;
  byReference?: true;
}

function keyed(command: Command): Command {
  return onProfile(command)
    .argument('<id>', 'its id')
    .option('--by-name', 'the argument is its name')
    .addOption(new Option('--by-reference', 'the argument is its reference').conflicts('byName'));
}

function byOf({ byName, byReference }: ByOptions): { name?: true; reference?: true } {
  return { ...(byName && { name: byName }), ...(byReference && { reference: byReference }) };
}

/** A command on one sub-user that shows it afterwards. */
function oneCommand(
  context: Context,
  command: Command,
  act: (subUsers: SubUsers, id: string, options: Record<string, unknown>) => Promise<SubUser>,
): Command {
  return keyed(command).action((key: string, options: ByOptions & Record<string, unknown>, self: Command) =>
    context.withProfile(self, async (subUsers) => {
      const id = await findOne(subUsers, key, byOf(options));
      await showSubUser(context, await act(subUsers, id, options), options.json === true);
    }),
  );
}

export function getCommand(context: Context): Command {
  const described = describedCommand('get', 'one sub-user', 'get --profile main SA_ABCD1234');
  return oneCommand(context, described, (subUsers, id) => subUsers.get(id));
}

export function suspendCommand(context: Context): Command {
  const described = describedCommand('suspend', 'disable a sub-user', 'suspend --profile main SA_ABCD1234');
  return oneCommand(context, described, (subUsers, id) => subUsers.suspend(id));
}

export function resumeCommand(context: Context): Command {
  const described = describedCommand('resume', 'enable it again', 'resume --profile main SA_ABCD1234');
  return oneCommand(context, described, (subUsers, id) => subUsers.resume(id));
}

export function collect(value: string, before: string[] = []): string[] {
  return [...before, value];
}

export function updateCommand(context: Context): Command {
  const described = describedCommand(
    'update',
    'change a sub-user; what is not named stays',
    'update --profile main SA_ABCD1234 --grant calls --grant cdr',
  )
    .option('--name <name>')
    .option('--email <email>')
    .option('--phone <phone>')
    .option('--description <text>')
    .option('--reference <key>', 'your own key for it')
    .option('--grant <grant>', 'the whole set afterwards; repeat for more', collect);
  return oneCommand(context, described, (subUsers, id, options) => {
    const { name, email, phone, description, reference, grant } = options;
    const change = { name, email, phone, description, reference, grants: grant };
    return subUsers.update(id, change as SubUserChange);
  });
}

export function deleteCommand(context: Context): Command {
  const { terminal } = context;
  return keyed(
    describedCommand('delete', 'delete a sub-user', 'delete --profile main SA_ABCD1234 --yes').option(
      '--yes',
      'do not ask',
    ),
  ).action((key: string, options: ByOptions & { yes?: true }, command: Command) =>
    context.withProfile(command, async (subUsers, profile) => {
      const id = await findOne(subUsers, key, byOf(options));
      const { isConfirmed } = await import('../terminal/ask.ts');
      const { name } = await subUsers.get(id);
      if (!(await isConfirmed(terminal, `Delete ${id} (${name}) on ${profile}?`, options.yes === true))) {
        context.exit.code = exitCode.stopped;
        return say(terminal, 'Nothing was deleted.');
      }
      await subUsers.delete(id);
      if (options.json) print(terminal, JSON.stringify({ deleted: id }));
      else say(terminal, `Deleted ${id} (${name}).`);
    }),
  );
}

export function grantsCommand(context: Context): Command {
  const { terminal } = context;
  return onProfile(describedCommand('grants', 'the rights that can be given', 'grants --profile main')).action(
    (options: ProfileOptions, command: Command) =>
      context.withProfile(command, async (subUsers) => {
        const grants = await subUsers.grants();
        if (options.json) for (const grant of grants) print(terminal, JSON.stringify(grant));
        else {
          const rows = grants.map(({ name, id, assignable }) => [name, id ?? '', assignable ? 'yes' : 'no']);
          print(terminal, await formatTable([['grant', 'id', 'can be given'], ...rows]));
        }
      }),
  );
}
