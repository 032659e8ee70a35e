import type { ServerResponse } from 'node:http';
import type { CarrierPlay, Reply } from './carrier-script.ts';
import type { Fault, FaultRule } from './fault.ts';
import { sendGarbage, sendHalf, sendOversized, sendPage, sendWhole } from './wire.ts';

interface Answer {
  readonly play: CarrierPlay;
  readonly outgoing: ServerResponse;
  readonly rule: FaultRule;
  /** The true answer, with the rule's status where it names one. */
  readonly reply: Reply;
}

/** The answer that each fault sends. A fault that is missing here sends nothing, or (`slow`) the truth. */
export const answers: Partial<Record<Fault, (answer: Answer) => void>> = {
  status({ play, outgoing, rule }) {
    const { headers, ...reply } = play.faultReply(rule, rule.status ?? 503);
    const wait = rule.retryAfter === undefined ? {} : { 'retry-after': String(rule.retryAfter) };
    sendWhole(outgoing, { ...reply, headers: { ...headers, ...wait } });
  },
  'error-200': ({ play, outgoing, rule }) => sendWhole(outgoing, play.faultReply(rule, rule.status ?? 200)),
  redirect({ outgoing, rule: { status = 302, location = 'https://elsewhere.invalid/' } }) {
    sendWhole(outgoing, { status, headers: { location } });
  },
  'html-200': ({ outgoing, rule }) => sendPage(outgoing, rule.status ?? 200),
  'garbage-json': ({ outgoing, reply }) => sendGarbage(outgoing, reply),
  'stalled-body': ({ outgoing, reply }) => sendHalf(outgoing, reply),
  'half-body': ({ outgoing, reply }) => sendHalf(outgoing, reply, () => outgoing.destroy()),
  'oversized-body': ({ outgoing, reply }) => void sendOversized(outgoing, reply),
  'empty-body': ({ outgoing, reply }) => sendWhole(outgoing, { status: reply.status }),
  'odd-field': ({ play, outgoing, reply }) => sendWhole(outgoing, play.oddReply(reply)),
};
