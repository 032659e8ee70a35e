import type { SubUsers } from '@subuser/core';
import { Command } from 'commander';
import { exitCode } from './exit-code.ts';
import { openProfile, readConfig } from './config/open-profile.ts';
import type { Terminal } from './terminal.ts';

/** What every command works with. */
export interface Context {
  terminal: Terminal;
  /** Where a command leaves its exit code if it is not 0. */
  exit: { code: number };
  /** Runs an action on the account of a profile, which is closed afterwards. */
  withProfile<T>(command: Command, profile: string, act: (subUsers: SubUsers) => Promise<T>): Promise<T>;
}

export interface GlobalOptions {
  config?: string;
}

export function createContext(terminal: Terminal): Context {
  return {
    terminal,
    exit: { code: exitCode.done },
    async withProfile(command, profile, act) {
      const { config } = command.optsWithGlobals<GlobalOptions>();
      const subUsers = await openProfile(await readConfig(config, terminal), profile, terminal);
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
