import type { Clock } from '@subuser/core';
import { ManualClock } from '@subuser/core/testing';
import { CallContext, type Http, type HttpRequest, type Reply } from '@subuser/http';
import type { Issue } from '../src/voximplant-auth.ts';
import { createClient, type VoximplantClient } from '../src/voximplant-client.ts';

export interface Answer {
  status?: number;
  /** An object goes out as JSON, text as it is. An Error is thrown in place of a reply. */
  body?: unknown;
  headers?: Record<string, string>;
}

export interface Sent {
  /** In the carrier's own words. */
  operation: string;
  /** The parameters, decoded, wherever they stood. */
  parameters: Record<string, string>;
}

export interface ScriptedCarrier {
  client: VoximplantClient;
  readonly sent: Sent[];
  clock: Clock;
  closed: boolean;
}

function sentOf({ operation, carrierOperation = operation, path, body }: HttpRequest<unknown>): Sent {
  const text = body ?? path.split('?')[1] ?? '';
  return { operation: carrierOperation, parameters: Object.fromEntries(new URLSearchParams(text)) };
}

/** A client over a connection that answers in the order given, without a network. */
export function scriptedCarrier(...answers: Answer[]): ScriptedCarrier {
  const clock = new ManualClock({ time: 1_700_000_000_000 });
  const issue: Issue = { token: Promise.resolve('token'), renewAt: Infinity };
  const tokens = { current: () => issue, renew: () => undefined };
  const carrier: Omit<ScriptedCarrier, 'client'> = { sent: [], clock, closed: false };
  const http: Http = {
    async send<T>(request: HttpRequest<T>): Promise<T> {
      carrier.sent.push(sentOf(request));
      const { status = 200, body = '', headers = {} } = answers[carrier.sent.length - 1] ?? { status: 599 };
      if (body instanceof Error) throw body;
      const reply: Reply = { status, headers, text: typeof body === 'string' ? body : JSON.stringify(body) };
      return request.decode(reply, new CallContext('voximplant', request, clock));
    },
    async close() {
      carrier.closed = true;
    },
  };
  const client = createClient(http, { tokens, passwordsIn: 'body' });
  return Object.assign(carrier, { client });
}

/** Answers with a result. */
export function ok(result: unknown): Answer {
  return { body: { result } };
}

/** Answers as the carrier refuses: with 200 and a code. */
export function refused(code: number, more: object = {}): Answer {
  return { body: { error: { code, msg: 'Said by the carrier.', ...more } } };
}
