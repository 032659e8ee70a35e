import type { ServerResponse } from 'node:http';
import type { CarrierScript, Reply } from './carrier-script.ts';
import type { Fault, FaultRule } from './fault.ts';
import { sendGarbage, sendHalf, sendOversized, sendPage, sendWhole } from './send.ts';

interface Answer {
  readonly script: CarrierScript;
  readonly outgoing: ServerResponse;
  readonly rule: FaultRule;
  /** The true answer, with the rule's status if it has one. */
  readonly reply: Reply;
}

/** How each fault is answered. Those missing here send nothing, or (`slow`) the true answer. */
export const answers: Partial<Record<Fault, (answer: Answer) => void>> = {
  status({ script, outgoing, rule }) {
    const { headers, ...reply } = script.faultReply(rule, rule.status ?? 503);
    const wait = rule.retryAfter === undefined ? {} : { 'retry-after': String(rule.retryAfter) };
    sendWhole(outgoing, { ...reply, headers: { ...headers, ...wait } });
  },
  'error-200': ({ script, outgoing, rule }) => sendWhole(outgoing, script.faultReply(rule, rule.status ?? 200)),
  redirect({ outgoing, rule: { status = 302, location = 'https://elsewhere.invalid/' } }) {
    sendWhole(outgoing, { status, headers: { location } });
  },
  'html-200': ({ outgoing, rule }) => sendPage(outgoing, rule.status ?? 200),
  'garbage-json': ({ outgoing, reply }) => sendGarbage(outgoing, reply),
  'stalled-body': ({ outgoing, reply }) => sendHalf(outgoing, reply),
  'half-body': ({ outgoing, reply }) => sendHalf(outgoing, reply, () => outgoing.destroy()),
  'oversized-body': ({ outgoing, reply }) => void sendOversized(outgoing, reply),
  'empty-body': ({ outgoing, reply }) => sendWhole(outgoing, { status: reply.status }),
  'odd-field': ({ script, outgoing, reply }) => sendWhole(outgoing, { ...reply, body: script.oddBody(reply.body) }),
};
