import type { CallOptions, Clock, Secret } from '@subuser/core';
import type { Http, HttpRequest } from '@subuser/http';
import type { ReadReply } from './read-reply.ts';
import { authHeaders } from './vobiz-auth.ts';
import type { CallContext } from './vobiz-error.ts';

/** One documented call. A body goes out as JSON, and only then is there a `Content-Type` (vobiz.md). */
export interface VobizCall<T> {
  operation: string;
  effect: CallContext['effect'];
  method: HttpRequest<T>['method'];
  path: string;
  subject?: string;
  notFound: string;
  /** Values of the body that must not come back in an error. */
  confidential?: readonly string[];
  body?: unknown;
  read: ReadReply<T>;
}

export type SendVobizCall = <T>(call: VobizCall<T>, options?: CallOptions) => Promise<T>;

export interface VobizAccount {
  authId: string;
  authToken: Secret;
  clock: Clock;
}

export function createVobizCalls(http: Http, { authId, authToken, clock }: VobizAccount): SendVobizCall {
  return ({ operation, effect, method, path, subject, notFound, confidential = [], body, read }, options) => {
    const context: CallContext = {
      operation,
      effect,
      ...(subject !== undefined && { subject }),
      notFound,
      confidential: [authToken.reveal(), ...confidential],
      clock,
    };
    const hasBody = body !== undefined;
    return http.send(
      {
        operation,
        carrierOperation: operation,
        effect,
        method,
        path,
        ...(subject !== undefined && { subject }),
        headers: () => ({
          ...authHeaders(authId, authToken),
          accept: 'application/json',
          ...(hasBody && { 'content-type': 'application/json' }),
        }),
        ...(hasBody && { body: JSON.stringify(body) }),
        decode: (reply) => read(reply, context),
      },
      options,
    );
  };
}
