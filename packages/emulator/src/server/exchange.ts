import type { ServerResponse } from 'node:http';
import { answers } from './answers.ts';
import type { Call, CarrierPlay, Reply } from './carrier-script.ts';
import type { Delays } from './delays.ts';
import { isApplied } from './fault.ts';
import type { Fault, FaultRule } from './fault.ts';
import type { LoopbackControl, OpenRequest } from './loopback-control.ts';
import { sendWhole } from './wire.ts';

export interface Exchange {
  readonly play: CarrierPlay;
  readonly control: LoopbackControl;
  readonly delays: Delays;
  readonly call: Call;
  readonly entry: OpenRequest;
  readonly outgoing: ServerResponse;
}

const dropped: ReadonlySet<Fault> = new Set(['drop-before-apply', 'drop-after-apply']);

/** Plays one request to its end: applies it or not, answers it or not, as the rule says. */
export async function conduct(exchange: Exchange, rule: FaultRule | undefined): Promise<void> {
  const { play, control, delays, entry, outgoing } = exchange;
  if (rule?.fault === 'apply-late') {
    control.applyLate(rule.delayMs ?? 0, async () => void (await perform(exchange)));
    return;
  }
  // An answer that is broken on purpose needs something to break, even where nothing was carried out.
  const truth = rule === undefined || isApplied(rule) ? await perform(exchange) : { status: 200, body: {} };
  if (rule?.fault === 'stalled-headers') return;
  if (rule !== undefined && dropped.has(rule.fault)) {
    outgoing.destroy();
    return;
  }
  const delayMs = control.latencyMs + (rule?.fault === 'slow' ? (rule.delayMs ?? 0) : 0);
  if (!(await delays.wait(delayMs)) || outgoing.destroyed) return;
  outgoing.sendDate = false;
  outgoing.setHeader('date', new Date(control.now()).toUTCString());
  const send = rule && answers[rule.fault];
  if (rule === undefined || send === undefined) sendWhole(outgoing, truth);
  else send({ play, outgoing, rule, reply: { ...truth, status: rule.status ?? truth.status } });
  entry.status = outgoing.statusCode;
}

async function perform({ call, entry }: Exchange): Promise<Reply> {
  const reply = await call.perform();
  entry.applied = reply.applied ?? reply.status < 400;
  return reply;
}
