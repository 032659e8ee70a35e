import type { SubUsers } from '@subuser/core';
import { Command } from 'commander';
import type { ConfigFile } from '../config/read-config.ts';
import { sayJson, type Terminal } from '../terminal/terminal.ts';
import { render, type View } from '../views/view.ts';
import { exitCode } from './exit-code.ts';

/**
 * What every command works with. Whatever takes long to load (zod, the carriers, the migration) is imported inside the
 * action that needs it, so that `--help` and completion do not wait for it.
 */
export interface Context {
  terminal: Terminal;
  /** Where a command leaves its exit code if it is not 0. */
  exit: { code: number };
  /** Reads the options of the command that is about to run. */
  begin: (command: Command) => void;
  /** Shows a result as `--json` asks. */
  show: (view: View) => Promise<void>;
  /** Shows an error on stderr as `--json` asks. */
  fail: (error: unknown) => Promise<void>;
  /** The configuration of this command line. */
  config: () => Promise<ConfigFile>;
  /** Runs an action on the account that `--profile` names, and closes it afterwards. */
  withProfile: <T>(act: (subUsers: SubUsers, profile: string) => Promise<T>) => Promise<T>;
}

interface SharedOptions {
  config?: string;
  profile?: string;
  json?: true;
}

export function createContext(terminal: Terminal): Context {
  let options: SharedOptions = {};
  const config: Context['config'] = async () => {
    const { readConfig } = await import('../config/read-config.ts');
    return await readConfig(options.config, terminal);
  };
  return {
    terminal,
    exit: { code: exitCode.done },
    begin(command) {
      options = command.optsWithGlobals<SharedOptions>();
    },
    show: (view) => render(terminal, view, options.json === true),
    async fail(error) {
      const { errorView } = await import('../views/error-view.ts');
      await render(terminal, errorView(error), options.json === true, sayJson);
    },
    config,
    async withProfile(act) {
      const { chooseProfile } = await import('../config/choose-profile.ts');
      const { openProfile } = await import('../config/open-profile.ts');
      const file = await config();
      const profile = chooseProfile(file, options.profile, terminal);
      const subUsers = await openProfile(file, profile, terminal);
      try {
        return await act(subUsers, profile);
      } finally {
        await subUsers.close();
      }
    },
  };
}

/** A command with an example under its help. */
export function describedCommand(name: string, description: string, example: string): Command {
  return new Command(name).description(description).addHelpText('after', `\nExample:\n  $ subuser ${example}`);
}
