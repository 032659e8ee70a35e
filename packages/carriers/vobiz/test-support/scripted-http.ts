import { Secret, systemClock } from '@subuser/core';
import { CallContext, type Http, type HttpRequest, type Reply } from '@subuser/http';
import { createClient, type VobizClient } from '../src/vobiz-client.ts';

export interface Answer {
  status?: number;
  /** An object goes out as JSON, text as it is. */
  body?: unknown;
  headers?: Record<string, string>;
}

export interface ScriptedHttp extends Http {
  readonly sent: HttpRequest<unknown>[];
}

/** A connection that answers in the order given, without a network. */
export function scriptedHttp(...answers: Answer[]): ScriptedHttp {
  const sent: HttpRequest<unknown>[] = [];
  return {
    sent,
    async send<T>(request: HttpRequest<T>): Promise<T> {
      sent.push(request);
      const { status = 200, body = '', headers = {} } = answers[sent.length - 1] ?? { status: 599 };
      const reply: Reply = { status, headers, text: typeof body === 'string' ? body : JSON.stringify(body) };
      return request.decode(reply, new CallContext('vobiz', request, systemClock));
    },
    async close() {},
  };
}

export const authToken = 'token-of-the-main-account';

export function clientOver(http: Http): VobizClient {
  return createClient(http, { authId: 'MA_XXXXXXXX', authToken: new Secret(authToken) });
}

/** The error that a call rejects with; fails where it resolves. */
export async function rejection(call: Promise<unknown>): Promise<unknown> {
  try {
    await call;
  } catch (error) {
    return error;
  }
  throw new Error('It resolved');
}
