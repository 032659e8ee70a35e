import type { SubUsers } from '@subuser/core';
import { Command } from 'commander';
import type { ConfigFile } from '../config/read-config.ts';
import type { Terminal } from '../terminal/terminal.ts';
import { exitCode } from './exit-code.ts';

/**
 * What every command works with. Whatever takes long to load (zod, the carriers, the migration) is imported inside the
 * action that needs it, so that `--help` and completion do not wait for it.
 */
export interface Context {
  terminal: Terminal;
  /** Where a command leaves its exit code if it is not 0. */
  exit: { code: number };
  /** The configuration of this command line. */
  config(command: Command): Promise<ConfigFile>;
  /** Runs an action on the account that `--profile` names, and closes it afterwards. */
  withProfile<T>(command: Command, act: (subUsers: SubUsers, profile: string) => Promise<T>): Promise<T>;
}

export function createContext(terminal: Terminal): Context {
  const config: Context['config'] = async (command) => {
    const { readConfig } = await import('../config/read-config.ts');
    return await readConfig(command.optsWithGlobals<{ config?: string }>().config, terminal);
  };
  return {
    terminal,
    exit: { code: exitCode.done },
    config,
    async withProfile(command, act) {
      const { chooseProfile } = await import('../config/choose-profile.ts');
      const { openProfile } = await import('../config/open-profile.ts');
      const file = await config(command);
      const profile = chooseProfile(file, command.opts<{ profile?: string }>().profile, terminal);
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
