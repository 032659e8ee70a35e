import { type CallOptions, type Secret, SubUserError } from '@subuser/core';
import { type ApiCall, type Http, jsonBody, sendCall } from '@subuser/http';
import { carrier } from './carrier.ts';
import { isSubAccountId } from './sub-account-id.ts';
import { authHeaders } from './vobiz-auth.ts';
import { vobizRefusals, wordlessRefusals } from './vobiz-refusals.ts';

/** One documented call. */
export interface VobizCall<T> extends Omit<ApiCall<T>, 'body' | 'headers' | 'refusals'> {
  /** The sub-account that it is about. What cannot be one is refused before anything is sent. */
  id?: string;
  /** Goes out as JSON; only then is there a `Content-Type` (vobiz.md). */
  body?: unknown;
  /** The body contains a secret: no word of a refusal is repeated. */
  isConfidential?: boolean;
  /** Values of the body that identify a person: words in which one of them can be recognised are left out. */
  personal?: readonly string[];
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
    const { id, body, isConfidential = false, personal = [], ...passed } = call;
    const isAboutOne = 'id' in call;
    if (isAboutOne && !isSubAccountId(id)) {
      const { operation, carrierOperation = operation } = passed;
      const rule = 'must be the auth_id of a sub-account: SA_ and letters or digits';
      const named = typeof id === 'string' ? { subject: id } : {};
      throw SubUserError.refusal([{ field: 'id', rule }], { carrier, operation, carrierOperation, ...named });
    }
    return sendCall(
      http,
      {
        ...passed,
        ...(isAboutOne && { subject: id }),
        headers: () => authHeaders(authId, authToken),
        body: body === undefined ? undefined : jsonBody(body),
        refusals: {
          ...(isConfidential ? wordlessRefusals(Object.keys(Object(body))) : vobizRefusals),
          notFound: isAboutOne ? noSubAccount : noAccount,
          confidential: [authToken.reveal(), ...personal],
        },
      },
      options,
    );
  };
}
