import { readFileSync } from 'node:fs';
import { Command, CommanderError } from 'commander';
import { completeCommand, completeLine } from './commands/completion/complete.ts';
import { createContext } from './commands/context.ts';
import { emulateCommand } from './commands/emulate/emulate.ts';
import { exitCode } from './commands/exit-code.ts';
import { migrateCommand } from './commands/migrate/migrate.ts';
import { carriersCommand } from './commands/profiles/carriers.ts';
import { doctorCommand } from './commands/profiles/doctor.ts';
import { secretsCommand } from './commands/secrets.ts';
import { createCommand } from './commands/sub-users/create.ts';
import { exportCommand } from './commands/sub-users/export.ts';
import { grantsCommand } from './commands/sub-users/grants.ts';
import { importCommand } from './commands/sub-users/import.ts';
import { listCommand } from './commands/sub-users/list.ts';
import {
  deleteCommand,
  getCommand,
  resumeCommand,
  suspendCommand,
  updateCommand,
} from './commands/sub-users/one-sub-user.ts';
import { visibleLines } from './terminal/printable.ts';
import { passwordCommand } from './commands/sub-users/password.ts';
import { verificationCommand } from './commands/sub-users/verification.ts';
import { isColourful, type Screen, type Terminal } from './terminal/terminal.ts';

// Beside `src` and `dist` alike.
const manifest = new URL('../package.json', import.meta.url);
const { version } = JSON.parse(readFileSync(manifest, 'utf8')) as { version: string };

function helpWidth({ isTTY, columns = 80 }: Screen): number {
  return isTTY ? columns : 80;
}

/** Reports a missing option only after misspelt ones, since one of those may be the missing one. */
function requireOptions(command: Command): void {
  const required = command.options.filter(({ mandatory }) => mandatory);
  for (const option of required) option.mandatory = false;
  command.hook('preAction', (self) => {
    const missing = required.find((option) => self.getOptionValue(option.attributeName()) === undefined);
    if (missing) self.error(`error: required option '${missing.flags}' not specified`);
  });
}

/** Makes a command and its sub-commands write to this terminal and never end the process. */
function bind(command: Command, terminal: Terminal): void {
  const colours = isColourful(terminal);
  command
    .exitOverride()
    // Even at 40 columns words stay whole.
    .configureHelp({ minWidthToWrap: 8 })
    .showHelpAfterError('(add --help for the options and an example)')
    .configureOutput({
      writeOut: (text) => terminal.output.write(visibleLines(text)),
      writeErr: (text) => terminal.messages.write(visibleLines(text)),
      getOutHelpWidth: () => helpWidth(terminal.output),
      getErrHelpWidth: () => helpWidth(terminal.messages),
      getOutHasColors: () => colours,
      getErrHasColors: () => colours,
    });
  requireOptions(command);
  for (const child of command.commands) bind(child, terminal);
}

/** Runs one command line. Resolves to its exit code (see `exitCode`) and never rejects. */
export async function runProgram(terminal: Terminal): Promise<number> {
  const context = createContext(terminal);
  const program = new Command('subuser')
    .description('Manage telephony sub-users on any carrier, and move them safely from one carrier to another')
    .option('--config <file>', 'default: SUBUSER_CONFIG, or subuser.config.json here or above')
    .version(version, '--version', 'the version of this command')
    .hook('preAction', (_program, command) => context.begin(command));
  for (const create of [
    carriersCommand,
    listCommand,
    getCommand,
    createCommand,
    updateCommand,
    deleteCommand,
    suspendCommand,
    resumeCommand,
    passwordCommand,
    verificationCommand,
    grantsCommand,
    importCommand,
    exportCommand,
    migrateCommand,
    secretsCommand,
    emulateCommand,
    doctorCommand,
    completeCommand,
  ])
    program.addCommand(create(context));
  bind(program, terminal);
  const [first, second, ...typed] = terminal.arguments;
  try {
    if (first === 'complete' && second === '--') {
      await completeLine(program, typed, terminal);
      return exitCode.done;
    }
    await program.parseAsync([...terminal.arguments], { from: 'user' });
    return context.exit.code;
  } catch (error) {
    // Help and usage errors, which commander has already printed.
    if (error instanceof CommanderError) return error.exitCode === 0 ? exitCode.done : exitCode.error;
    await context.fail(error);
    return exitCode.error;
  }
}
