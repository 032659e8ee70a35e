import { type CallOptions, type Clock, SubUserError } from '@subuser/core';
import type { Effect, Http, HttpRequest } from '@subuser/http';
import type * as z from 'zod';
import { brokenParameters, encodeParameters, type Parameter } from './parameters.ts';
import type { Issue, Tokens } from './voximplant-auth.ts';
import { decodeReply } from './voximplant-error.ts';
import { carrier } from './carrier.ts';

/** One call of the Management API. */
export interface Command<T> {
  /** Its name, case and all, as it stands in the path. */
  method: string;
  effect: Effect;
  /** In the order in which they are sent. */
  parameters: readonly Parameter[];
  reply: z.ZodType<T>;
  /** The subuser or key that it is about, for error messages. */
  subject?: string | undefined;
}

export type SendCommand = <T>(command: Command<T>, call: CallOptions | undefined) => Promise<T>;

export interface Connection {
  http: Http;
  tokens: Tokens;
  clock: Clock;
  /** Where a call that carries a password has its parameters. */
  passwordsIn: 'body' | 'query';
}

// TOKEN_ISSUED_IN_FUTURE and TOKEN_EXPIRED: refused before anything was done, so even a write can be sent again.
const refusedForItsTimes: ReadonlySet<unknown> = new Set([455, 456]);

/** POST with an empty body and a query, as documented; with a form instead where a password would stand in the URL. */
export function createSendCommand({ http, tokens, clock, passwordsIn }: Connection): SendCommand {
  return async <T>(command: Command<T>, call: CallOptions | undefined): Promise<T> => {
    const { method: operation, effect, parameters, subject } = command;
    const broken = brokenParameters(parameters);
    if (broken.length > 0) throw SubUserError.refusal(broken, { carrier, operation });
    const encoded = encodeParameters(parameters);
    const confidential = parameters.some((parameter) => parameter.confidential && parameter.value !== undefined);
    const form = confidential && passwordsIn === 'body';
    const path = `/platform_api/${operation}`;
    const headersWith = (token: string): Record<string, string> => ({
      accept: 'application/json',
      authorization: `Bearer ${token}`,
      ...(form && { 'content-type': 'application/x-www-form-urlencoded' }),
    });
    let issue: Issue | undefined;
    let date: string | undefined;
    const request: HttpRequest<T> = {
      operation,
      carrierOperation: operation,
      effect,
      method: 'POST',
      path: form || encoded === '' ? path : `${path}?${encoded}`,
      headers() {
        issue = tokens.current();
        return typeof issue.token === 'string' ? headersWith(issue.token) : issue.token.then(headersWith);
      },
      decode(reply) {
        date = reply.headers['date'];
        return decodeReply(reply, command.reply, { operation, effect, subject, confidential, clock });
      },
    };
    if (form) request.body = encoded;
    if (subject !== undefined) request.subject = subject;
    try {
      return await http.send(request, call);
    } catch (error) {
      if (issue === undefined || !isRefusedForItsTimes(error)) throw error;
      tokens.renew(issue, date);
      return http.send(request, call);
    }
  };
}

function isRefusedForItsTimes(error: unknown): boolean {
  return SubUserError.is(error, 'unauthenticated') && refusedForItsTimes.has(error.detail.carrierCode);
}
