import type { CarrierEmulator } from '../carrier-emulator.ts';
import { Chance } from '../server/chance.ts';
import type { Control } from '../server/control.ts';
import { type EmulatorOptions, startEmulator } from '../server/start-emulator.ts';
import { Account, type VobizCredentials } from './state/account.ts';
import { VobizScript } from './vobiz-script.ts';
import { type VobizSettings, vobizSwitches } from './vobiz-settings.ts';

/** The common control and Vobiz's settings. */
export interface VobizControl extends Control, VobizSettings {
  /** A main account that is not the caller's (404) and its sub-account (403). */
  readonly otherParent: Account['otherParent'];
}

/** `origin` replaces `https://api.vobiz.ai`. */
export interface VobizEmulator extends CarrierEmulator {
  readonly options: VobizCredentials & { readonly baseUrl: string };
  readonly credentials: VobizCredentials;
  readonly control: VobizControl;
}

/**
 * Emulates Vobiz's sub-accounts and their KYC on 127.0.0.1, as the seeds and Vobiz's documentation describe them. Where they
 * are silent the emulator decides, and says so beside the rule and in docs/carriers/vobiz.md.
 *
 * Rejects with Node's own error if the port is taken.
 */
export async function startVobizEmulator(options?: EmulatorOptions): Promise<VobizEmulator> {
  const account = new Account(new Chance(options?.word));
  const { credentials, otherParent } = account;
  const { origin, operations, control, close } = await startEmulator(
    vobizSwitches,
    (stage) => new VobizScript(account, stage),
    options,
  );
  return {
    origin,
    options: { ...credentials, baseUrl: origin },
    credentials,
    switches: vobizSwitches,
    operations,
    extras: { otherAuthId: otherParent.authId, otherSubAccountId: otherParent.subAccountId },
    control: Object.assign(control, { otherParent }),
    close,
  };
}
