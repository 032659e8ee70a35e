import type { CarrierEmulator, EmulatorOptions } from '../carrier-emulator.ts';
import { startLoopback } from '../server/start-loopback.ts';
import { VobizPlay } from './routes/vobiz-script.ts';
import type { VobizCredentials } from './routes/vobiz-script.ts';
import { VobizLoopbackControl } from './vobiz-control.ts';
import type { VobizControl } from './vobiz-control.ts';

/** `origin` replaces `https://api.vobiz.ai`. */
export interface VobizEmulator extends CarrierEmulator {
  readonly options: VobizCredentials & { readonly baseUrl: string };
  readonly credentials: VobizCredentials;
  readonly control: VobizControl;
}

/**
 * Plays Vobiz's sub-accounts and their KYC on 127.0.0.1, as the seeds and Vobiz's documentation describe them. Where they
 * say nothing the emulator decides, and says so beside the rule and in docs/carriers/vobiz.md.
 *
 * Rejects with Node's own error where the port is taken.
 */
export async function startVobizEmulator(options: EmulatorOptions = {}): Promise<VobizEmulator> {
  const { latencyMs = 0, now = Date.now, ...listening } = options;
  const play = new VobizPlay(now, () => control);
  const control: VobizLoopbackControl = new VobizLoopbackControl(play, { latencyMs, now });
  const loopback = await startLoopback(play, control, listening);
  const { credentials } = play;
  return { ...loopback, options: { ...credentials, baseUrl: loopback.origin }, credentials, control };
}
