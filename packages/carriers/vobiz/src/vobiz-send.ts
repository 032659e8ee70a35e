import { type CallOptions, type Secret, SubUserError } from '@subuser/core';
import { type Http, type HttpRequest, JsonReply, type ReadReply } from '@subuser/http';
import { carrier } from './carrier.ts';
import { isSubAccountId } from './sub-account-id.ts';
import { authHeaders } from './vobiz-auth.ts';
import { vobizRefusals } from './vobiz-refusals.ts';

type Named = 'operation' | 'carrierOperation' | 'effect' | 'method' | 'path' | 'subject';

/** One documented call. */
export interface VobizCall<T> extends Pick<HttpRequest<T>, Named> {
  /** The sub-account that it is about. What cannot be one is refused before anything is sent. */
  id?: string;
  /** Goes out as JSON; only then is there a `Content-Type` (vobiz.md). */
  body?: unknown;
  /** Values of the body that must not come back in an error. */
  confidential?: readonly string[];
  read: ReadReply<T>;
}

export type SendVobizCall = <T>(call: VobizCall<T>, options?: CallOptions) => Promise<T>;

export interface VobizAccount {
  authId: string;
  authToken: Secret;
}

export function createVobizSend(http: Http, { authId, authToken }: VobizAccount): SendVobizCall {
  const noAccount = `${authId} is not a main account of these credentials: check authId, authToken and baseUrl.`;
  const noSubAccount = `There is none under ${authId}, or no longer: list the sub-accounts to see which there are.`;

  return async (call, options) => {
    const { id, body, confidential = [], read, ...request } = call;
    const isAboutOne = 'id' in call;
    if (isAboutOne && !isSubAccountId(id)) {
      const rule = 'must be the auth_id of a sub-account: SA_ and letters or digits';
      const { operation, carrierOperation = operation } = request;
      throw SubUserError.refusal([{ field: 'id', rule }], { carrier, operation, carrierOperation });
    }
    const hasBody = body !== undefined;
    const refusals = {
      ...vobizRefusals,
      notFound: isAboutOne ? noSubAccount : noAccount,
      confidential: [authToken.reveal(), ...confidential],
    };
    return http.send(
      {
        ...request,
        ...(id !== undefined && { subject: id }),
        headers: () => ({
          ...authHeaders(authId, authToken),
          accept: 'application/json',
          ...(hasBody && { 'content-type': 'application/json' }),
        }),
        ...(hasBody && { body: JSON.stringify(body) }),
        decode: (reply, context) => read(new JsonReply(reply, context, refusals)),
      },
      options,
    );
  };
}
