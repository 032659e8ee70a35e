import type { CarrierEmulator } from '../carrier-emulator.ts';
import { Chance } from '../server/chance.ts';
import type { Control } from '../server/control.ts';
import { type EmulatorOptions, startEmulator } from '../server/start-emulator.ts';
import { createSubUserKey } from './routes/key-operations.ts';
import { Account } from './state/account.ts';
import type { VoximplantCredentials } from './state/issue-key.ts';
import { VoximplantScript } from './voximplant-script.ts';
import { type VoximplantSettings, voximplantSwitches } from './voximplant-settings.ts';

/** The common control, Voximplant's settings, and what only the control panel can do. */
export interface VoximplantControl extends Control, VoximplantSettings {
  /** The account's, for clients that send `account_id` and `api_key` instead of a token. */
  readonly apiKey: string;
  /** A child of the account, with sub-users of its own. The account's key acts for it in a token with its id in `iss`. */
  readonly childAccount: { readonly accountId: number; readonly apiKey: string };
  /**
   * Makes a key that belongs to a sub-user, as the control panel does: GetKeys can show such keys (`subuser`), but no
   * documented method makes one. Throws what CreateKey answers: 434 for an unknown sub-user, 435 for a role that the
   * sub-user does not hold or that is for the panel only.
   */
  createSubUserKey(subUserId: number, roleIds?: readonly number[]): Promise<VoximplantCredentials>;
}

/** `origin` replaces `https://api.voximplant.com`. */
export interface VoximplantEmulator extends CarrierEmulator {
  readonly options: { readonly credentials: VoximplantCredentials; readonly baseUrl: string };
  /** Exactly what the control panel downloads as credentials.json, for a key with the role Owner. */
  readonly credentials: VoximplantCredentials;
  readonly control: VoximplantControl;
}

/**
 * Emulates the sixteen methods of Voximplant's Role System on 127.0.0.1, in every form of call that the reference and the
 * official clients use, for one empty account with a key pair of its own and one child account. Where the documents are silent the emulator decides, and says so beside the rule and in
 * docs/carriers/voximplant.md.
 *
 * Rejects with Node's own error if the port is taken.
 */
export async function startVoximplantEmulator(options?: EmulatorOptions): Promise<VoximplantEmulator> {
  const chance = new Chance(options?.word);
  const child = new Account(2, 'child@example.com', chance);
  const account = new Account(1, 'owner@example.com', chance, child);
  const credentials = await account.issueOwnerKey();
  const { origin, operations, control, close } = await startEmulator(
    voximplantSwitches,
    (stage) => new VoximplantScript(account, stage),
    options,
  );
  return {
    origin,
    options: { credentials, baseUrl: origin },
    credentials,
    switches: voximplantSwitches,
    operations,
    extras: { apiKey: account.apiKey, childAccountId: String(child.id), childApiKey: child.apiKey },
    control: Object.assign(control, {
      apiKey: account.apiKey,
      childAccount: { accountId: child.id, apiKey: child.apiKey },
      createSubUserKey: (subUserId: number, roleIds: readonly number[] = []) =>
        createSubUserKey(account, subUserId, roleIds),
    }),
    close,
  };
}
