import type { SubUsers } from '@subuser/core';
import { Command } from 'commander';
import { exitCode } from './exit-code.ts';
import type { ConfigFile } from './config/open-profile.ts';
import type { Terminal } from './terminal/terminal.ts';

/**
 * What every command works with. Whatever takes long to load (zod, the carriers, the migration) is imported inside the
 * action that needs it, so that `--help` and the shell's completion need not wait.
 */
export interface Context {
  terminal: Terminal;
  /** Where a command leaves its exit code if it is not 0. */
  exit: { code: number };
  /** The configuration of this command line. */
  config(command: Command): Promise<ConfigFile>;
  /** Runs an action on the account of a profile, which is closed afterwards. */
  withProfile<T>(command: Command, profile: string, act: (subUsers: SubUsers) => Promise<T>): Promise<T>;
}

export function createContext(terminal: Terminal): Context {
  const config: Context['config'] = async (command) => {
    const { readConfig } = await import('./config/open-profile.ts');
    return await readConfig(command.optsWithGlobals<{ config?: string }>().config, terminal);
  };
  return {
    terminal,
    exit: { code: exitCode.done },
    config,
    async withProfile(command, profile, act) {
      const { openProfile } = await import('./config/open-profile.ts');
      const subUsers = await openProfile(await config(command), profile, terminal);
      try {
        return await act(subUsers);
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
