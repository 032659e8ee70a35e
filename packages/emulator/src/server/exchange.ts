import type { ServerResponse } from 'node:http';
import { answers } from './answers.ts';
import type { Call, CarrierScript, Reply } from './carrier-script.ts';
import type { Delays } from './delays.ts';
import type { EmulatorControl, OpenRequest } from './emulator-control.ts';
import { type Fault, type FaultRule, isApplied } from './fault.ts';
import { sendWhole } from './send.ts';

export interface Exchange {
  readonly script: CarrierScript;
  readonly control: EmulatorControl;
  readonly delays: Delays;
  readonly call: Call;
  readonly entry: OpenRequest;
  readonly outgoing: ServerResponse;
}

const dropped: ReadonlySet<Fault> = new Set(['drop-before-apply', 'drop-after-apply']);

/** Applies and answers one request, or does not, as the rule demands. */
export async function conduct(exchange: Exchange, rule: FaultRule | undefined): Promise<void> {
  const { script, control, delays, entry, outgoing } = exchange;
  if (rule?.fault === 'apply-late') {
    control.applyLate(rule.delayMs ?? 0, async () => void (await perform(exchange)));
    return;
  }
  // A deliberately broken answer needs something to break, even if nothing was carried out.
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
  else send({ script, outgoing, rule, reply: { ...truth, status: rule.status ?? truth.status } });
  entry.status = outgoing.statusCode;
}

async function perform(exchange: Exchange): Promise<Reply> {
  const reply = await performed(exchange);
  exchange.entry.applied = reply.applied ?? reply.status < 400;
  return reply;
}

async function performed({ script, call }: Exchange): Promise<Reply> {
  try {
    return await call.perform();
  } catch (error) {
    const reply = script.refusalReply(error);
    if (reply === undefined) throw error;
    return reply;
  }
}
