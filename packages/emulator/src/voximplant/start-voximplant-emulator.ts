import type { CarrierEmulator, EmulatorOptions } from '../carrier-emulator.ts';
import { startLoopback } from '../server/start-loopback.ts';
import { VoximplantPlay } from './routes/voximplant-script.ts';
import { Account } from './state/account.ts';
import { issueKey, type VoximplantCredentials } from './state/issue-key.ts';
import { newKeyPair } from './state/key-pair.ts';
import { OWNER_ROLE_ID } from './state/roles.ts';
import { type VoximplantControl, VoximplantLoopbackControl } from './voximplant-control.ts';

/** `origin` replaces `https://api.voximplant.com`. */
export interface VoximplantEmulator extends CarrierEmulator {
  readonly options: { readonly credentials: VoximplantCredentials; readonly baseUrl: string };
  /** Exactly what the control panel downloads as credentials.json, for a key with the role Owner. */
  readonly credentials: VoximplantCredentials;
  readonly control: VoximplantControl;
}

/**
 * Plays the sixteen methods of Voximplant's Role System on 127.0.0.1, in every form of call that the reference and the
 * official clients use, for one empty account with a key pair of its own. Only Bearer tokens are let in; child accounts are
 * not played. Where the documents say nothing the emulator decides, and says so beside the rule and in
 * docs/carriers/voximplant.md.
 *
 * Rejects with Node's own error where the port is taken.
 */
export async function startVoximplantEmulator({
  latencyMs = 0,
  now = Date.now,
  ...listening
}: EmulatorOptions = {}): Promise<VoximplantEmulator> {
  const account = new Account(1, 'owner@example.com');
  const pair = await newKeyPair();
  const credentials = issueKey(account, pair, { name: 'Owner key', roleIds: [OWNER_ROLE_ID] });
  const play: VoximplantPlay = new VoximplantPlay({
    account,
    ownKeyId: credentials.key_id,
    clock: () => control.now(),
    settings: () => control,
  });
  const control: VoximplantLoopbackControl = new VoximplantLoopbackControl(play, account, { now, latencyMs });
  const loopback = await startLoopback(play, control, listening);
  return { ...loopback, options: { credentials, baseUrl: loopback.origin }, credentials, control };
}
