import type { Command } from 'commander';
import { collect, collectPair } from './collect.ts';

/** Adds `--profile` to a command on one account. */
export function onProfile(command: Command): Command {
  return command.option('--profile <profile>', 'which account; default: SUBUSER_PROFILE, or the only one');
}

/** Adds the fields of a sub-user that a command sets. */
export function withFields(command: Command, grants: string): Command {
  return command
    .option('--email <email>')
    .option('--phone <phone>')
    .option('--description <text>')
    .option('--reference <key>', 'your own key for it')
    .option('--grant <grant>', grants, collect);
}

export interface FieldFlags {
  email?: string;
  phone?: string;
  description?: string;
  reference?: string;
  grant?: string[];
}

/** Adds `--option`, for what only this carrier has. */
export function withCarrierOptions(command: Command): Command {
  return command.option('--option <name=value>', 'an option that only this carrier has; repeat for more', collectPair);
}

export interface CarrierOptionFlags {
  option?: ReadonlyMap<string, string>;
}

export const recipientOption = [
  '--recipient <key.json>',
  'the public key to encrypt to (subuser secrets keygen)',
] as const;

/** Adds `--seal FILE --recipient KEY.json`, and refuses one without the other. */
export function withSeal(command: Command): Command {
  return command
    .option('--seal <file>', 'append the credentials to this file, encrypted (with --recipient)')
    .option(...recipientOption)
    .hook('preAction', (self) => {
      const { seal, recipient } = self.opts<{ seal?: string; recipient?: string }>();
      if ((seal === undefined) !== (recipient === undefined)) self.error('error: --seal and --recipient go together');
    });
}
