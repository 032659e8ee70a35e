import { type CallOptions, SubUserError } from '@subuser/core';
import { type ApiCall, encodeForm, fitting, formBody, type Http, sendCall } from '@subuser/http';
import type * as z from 'zod';
import { carrier } from './carrier.ts';
import { brokenParameters, type Parameter } from './parameters.ts';
import { authHeaders, type Issue, type Tokens } from './voximplant-auth.ts';
import { refusalsOf } from './voximplant-refusals.ts';

type Passed = 'operation' | 'carrierOperation' | 'effect' | 'subject' | 'rescue';

/** One documented call. */
export interface VoximplantCall<T> extends Pick<ApiCall<T>, Passed> {
  /** In the order in which they are sent. */
  parameters: readonly Parameter[];
  reply: z.ZodType<T>;
}

export type SendVoximplantCall = <T>(call: VoximplantCall<T>, options?: CallOptions) => Promise<T>;

export interface VoximplantAccount {
  tokens: Tokens;
  /** Where a call that contains a password has its parameters. */
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
    const { parameters, reply, ...passed } = call;
    const { operation, carrierOperation = operation, subject } = passed;
    const broken = brokenParameters(parameters);
    if (broken.length > 0) {
      const detail = { carrier, operation, carrierOperation };
      throw SubUserError.refusal(broken, subject === undefined ? detail : { ...detail, subject });
    }
    const entries = parameters.map(({ name, value }) => [name, value] as const);
    const isConfidential = parameters.some((parameter) => parameter.confidential && parameter.value !== undefined);
    const isForm = isConfidential && passwordsIn === 'body';
    const query = isForm ? '' : encodeForm(entries);
    const path = `/platform_api/${carrierOperation}`;
    let issue: Issue | undefined;
    let date: string | undefined;
    const request: ApiCall<T> = {
      ...passed,
      method: 'POST',
      path: query === '' ? path : `${path}?${query}`,
      headers() {
        issue = tokens.current();
        return typeof issue.token === 'string' ? authHeaders(issue.token) : issue.token.then(authHeaders);
      },
      body: isForm ? formBody(entries) : undefined,
      // The bearer token is a JWT, which no quotation shows.
      refusals: { ...refusalsOf({ isConfidential, sent: parameters.map(({ name }) => name) }), confidential: [] },
      read(answer) {
        date = answer.headers['date'];
        return fitting(reply)(answer);
      },
    };
    try {
      return await sendCall(http, request, options);
    } catch (error) {
      if (issue === undefined || !isRefusedForItsTimes(error)) throw error;
      tokens.renew(issue, date);
      return sendCall(http, request, options);
    }
  };
}
