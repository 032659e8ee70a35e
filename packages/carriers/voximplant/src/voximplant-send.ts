import { type CallOptions, SubUserError } from '@subuser/core';
import { encodeForm, fitting, type Http, type HttpRequest, JsonReply } from '@subuser/http';
import type * as z from 'zod';
import { carrier } from './carrier.ts';
import { brokenParameters, type Parameter } from './parameters.ts';
import type { Issue, Tokens } from './voximplant-auth.ts';
import { refusalsOf } from './voximplant-refusals.ts';

/** One documented call. */
export interface VoximplantCall<T> extends Pick<HttpRequest<T>, 'operation' | 'carrierOperation' | 'effect'> {
  /** In the order in which they are sent. */
  parameters: readonly Parameter[];
  reply: z.ZodType<T>;
  /** The subuser or key that it is about, for error messages. */
  subject?: string | undefined;
}

export type SendVoximplantCall = <T>(call: VoximplantCall<T>, options?: CallOptions) => Promise<T>;

export interface VoximplantAccount {
  tokens: Tokens;
  /** Where a call that carries a password has its parameters. */
  passwordsIn: 'body' | 'query';
}

// TOKEN_ISSUED_IN_FUTURE and TOKEN_EXPIRED: refused before anything was done, so even a write can be sent again.
const refusedForItsTimes: ReadonlySet<unknown> = new Set([455, 456]);

function isRefusedForItsTimes(error: unknown): boolean {
  return SubUserError.is(error, 'unauthenticated') && refusedForItsTimes.has(error.detail.carrierCode);
}

/** POST with an empty body and a query, as documented; with a form instead where the URL would contain a password. */
export function createVoximplantSend(http: Http, { tokens, passwordsIn }: VoximplantAccount): SendVoximplantCall {
  return async <T>(call: VoximplantCall<T>, options: CallOptions | undefined): Promise<T> => {
    const { operation, carrierOperation = operation, effect, parameters, reply, subject } = call;
    const named = { operation, carrierOperation, ...(subject !== undefined && { subject }) };
    const broken = brokenParameters(parameters);
    if (broken.length > 0) throw SubUserError.refusal(broken, { carrier, ...named });
    const encoded = encodeForm(parameters.map(({ name, value }) => [name, value]));
    const isConfidential = parameters.some((parameter) => parameter.confidential && parameter.value !== undefined);
    const isForm = isConfidential && passwordsIn === 'body';
    const path = `/platform_api/${carrierOperation}`;
    const headersWith = (token: string): Record<string, string> => ({
      accept: 'application/json',
      authorization: `Bearer ${token}`,
      ...(isForm && { 'content-type': 'application/x-www-form-urlencoded' }),
    });
    const read = fitting(reply);
    let issue: Issue | undefined;
    let date: string | undefined;
    const request: HttpRequest<T> = {
      ...named,
      effect,
      method: 'POST',
      path: isForm || encoded === '' ? path : `${path}?${encoded}`,
      headers() {
        issue = tokens.current();
        return typeof issue.token === 'string' ? headersWith(issue.token) : issue.token.then(headersWith);
      },
      ...(isForm && { body: encoded }),
      decode(answer, context) {
        date = answer.headers['date'];
        return read(new JsonReply(answer, context, refusalsOf({ isConfidential })));
      },
    };
    try {
      return await http.send(request, options);
    } catch (error) {
      if (issue === undefined || !isRefusedForItsTimes(error)) throw error;
      tokens.renew(issue, date);
      return http.send(request, options);
    }
  };
}
