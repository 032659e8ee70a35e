import type { Command, Option } from 'commander';
import type { Terminal } from '../../terminal/terminal.ts';
import { subUserFields } from '../../views/sub-user-fields.ts';
import type { TypedLine } from './typed-line.ts';

/** What the word under the cursor may become. */
export interface Candidate {
  word: string;
  description?: string;
}

/** A shell waits no longer for what the account has to be asked for. */
const patienceMs = 2000;

async function configOf({ values }: TypedLine, terminal: Terminal) {
  const { readConfig } = await import('../../config/read-config.ts');
  return readConfig(values.get('--config'), terminal);
}

async function profiles(line: TypedLine, terminal: Terminal): Promise<Candidate[]> {
  const { config } = await configOf(line, terminal);
  return Object.entries(config.profiles).map(([word, { carrier, module }]) => ({
    word,
    description: carrier ?? module ?? '',
  }));
}

/** The fixed vocabulary of the carrier, or what it answers in time. */
async function grants(line: TypedLine, terminal: Terminal): Promise<Candidate[]> {
  const file = await configOf(line, terminal);
  const { chooseProfile } = await import('../../config/choose-profile.ts');
  const { openProfile } = await import('../../config/open-profile.ts');
  const subUsers = await openProfile(file, chooseProfile(file, line.values.get('--profile'), terminal), terminal);
  try {
    const { names } = subUsers.traits.grants;
    if (names !== null) return names.map((word) => ({ word }));
    const all = await subUsers.grants({ signal: AbortSignal.timeout(patienceMs) });
    return all.filter(({ assignable }) => assignable).map(({ name }) => ({ word: name }));
  } finally {
    await subUsers.close();
  }
}

function fields({ current }: TypedLine): Candidate[] {
  const before = current.slice(0, current.lastIndexOf(',') + 1);
  return subUserFields.map((field) => ({ word: before + field }));
}

/** By what the help calls a value: `--profile <profile>`. */
const kinds: Readonly<Record<string, (line: TypedLine, terminal: Terminal) => Candidate[] | Promise<Candidate[]>>> = {
  profile: profiles,
  grant: grants,
  field: fields,
  fields,
};

/** Files and folders, which shells complete themselves. */
const isPath = (kind: string): boolean => /^(?:file|folder)$|\./u.test(kind);

function kindOf({ flags }: Option): string {
  return /<(.+)>/u.exec(flags)?.[1] ?? '';
}

function subcommands(command: Command): Candidate[] {
  const visible = command.createHelp().visibleCommands(command);
  return visible.map((each) => ({ word: each.name(), description: each.description() }));
}

function options(command: Command): Candidate[] {
  const help = command.createHelp();
  // Otherwise help leaves them to the help of the program.
  help.showGlobalOptions = true;
  const all = [...help.visibleOptions(command), ...help.visibleGlobalOptions(command)];
  return all.map(({ long, short, description }) => ({ word: long ?? short ?? '', description }));
}

/** `undefined`: files, which the shell completes. */
export async function candidates(line: TypedLine, terminal: Terminal): Promise<Candidate[] | undefined> {
  const { command, current, option, argument } = line;
  const value = option ?? (current.startsWith('-') ? undefined : argument);
  if (value === undefined) return current.startsWith('-') ? options(command) : subcommands(command);
  if (value.argChoices) return value.argChoices.map((word) => ({ word }));
  const kind = option ? kindOf(option) : (argument?.name() ?? '');
  if (isPath(kind)) return undefined;
  return (await kinds[kind]?.(line, terminal)) ?? [];
}
