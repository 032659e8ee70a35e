import { readFileSync } from 'node:fs';
import { Command, CommanderError } from 'commander';
import { carriersCommand } from './commands/carriers.ts';
import { createCommand } from './commands/create.ts';
import { doctorCommand } from './commands/doctor.ts';
import { emulateCommand } from './commands/emulate.ts';
import { exportCommand } from './commands/export.ts';
import { importCommand } from './commands/import.ts';
import { migrateCommand } from './commands/migrate/migrate.ts';
import { secretsCommand } from './commands/secrets.ts';
import {
  deleteCommand,
  getCommand,
  grantsCommand,
  listCommand,
  resumeCommand,
  suspendCommand,
  updateCommand,
} from './commands/sub-user-commands.ts';
import { createContext } from './commands/context.ts';
import { exitCode } from './commands/exit-code.ts';
import { isColourful, type Screen, type Terminal } from './terminal/terminal.ts';

// Beside `src` and `dist` alike.
const manifest = new URL('../package.json', import.meta.url);
const { version } = JSON.parse(readFileSync(manifest, 'utf8')) as { version: string };

function helpWidth({ isTTY, columns = 80 }: Screen): number {
  return isTTY ? columns : 80;
}

/** Asks for what a command cannot do without, after a misspelt option has been told: it may be the very one. */
function requireOptions(command: Command): void {
  const required = command.options.filter(({ mandatory }) => mandatory);
  for (const option of required) option.mandatory = false;
  command.hook('preAction', (self) => {
    const missing = required.find((option) => self.getOptionValue(option.attributeName()) === undefined);
    if (missing) self.error(`error: required option '${missing.flags}' not specified`);
  });
}

/** A command and its sub-commands write to the terminal that it was given, and never end the process. */
function bind(command: Command, terminal: Terminal): void {
  const colours = isColourful(terminal);
  command
    .exitOverride()
    .showHelpAfterError('(add --help for the options and an example)')
    .configureOutput({
      writeOut: (text) => terminal.output.write(text),
      writeErr: (text) => terminal.messages.write(text),
      getOutHelpWidth: () => helpWidth(terminal.output),
      getErrHelpWidth: () => helpWidth(terminal.messages),
      getOutHasColors: () => colours,
      getErrHasColors: () => colours,
    });
  requireOptions(command);
  for (const child of command.commands) bind(child, terminal);
}

/** Runs one command line to its end. Resolves with the exit code (see `exitCode`) and never rejects. */
export async function runProgram(terminal: Terminal): Promise<number> {
  const context = createContext(terminal);
  const program = new Command('subuser')
    .description('Telephony sub-users on any carrier, and a safe way to move them from one carrier to another')
    .option('--config <file>', 'default: SUBUSER_CONFIG, or subuser.config.json here or above')
    .version(version, '--version', 'the version of this command');
  for (const make of [
    carriersCommand,
    listCommand,
    getCommand,
    createCommand,
    updateCommand,
    deleteCommand,
    suspendCommand,
    resumeCommand,
    grantsCommand,
    importCommand,
    exportCommand,
    migrateCommand,
    secretsCommand,
    emulateCommand,
    doctorCommand,
  ])
    program.addCommand(make(context));
  const { default: tab } = await import('@bomb.sh/tab/commander');
  tab(program);
  program.commands.find((command) => command.name() === 'complete')?.description('the completion script of a shell');
  bind(program, terminal);
  try {
    await program.parseAsync([...terminal.arguments], { from: 'user' });
    return context.exit.code;
  } catch (error) {
    // Help and usage errors: commander has said everything already.
    if (error instanceof CommanderError) return error.exitCode === 0 ? exitCode.done : exitCode.error;
    const { showError } = await import('./views/show-error.ts');
    showError(terminal, error, terminal.arguments.includes('--json'));
    return exitCode.error;
  }
}
