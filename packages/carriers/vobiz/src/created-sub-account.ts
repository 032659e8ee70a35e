import type { Credentials, Secret } from '@subuser/core';
import type { Reply } from '@subuser/http';
import type { CreateReply, createReplySchema, SubAccount } from './vobiz-api.ts';
import { isRefusal } from './carrier-refusal.ts';
import { fit, readJson } from './read-reply.ts';
import type { ReusedSchema } from './reused-schema.ts';
import { type CallContext, misfitError, refusalError } from './vobiz-error.ts';
import { usualCreated } from './usual-created.ts';
import type { CreateSubAccountBody } from './vobiz-request.ts';

/**
 * A create whose reply has everything that matters: the id, and the token that is shown only once. What else the reply
 * leaves out or garbles is in `sub_account` as it was asked for.
 */
export interface CreatedSubAccount {
  sub_account: SubAccount;
  auth_credentials: { auth_id: string; auth_token: Secret };
  /** For signing in to the console. */
  tokens: CreateReply['tokens'];
}

export function credentialsOf(created: Pick<CreatedSubAccount, 'auth_credentials' | 'tokens'>): Credentials {
  const { auth_credentials: pair, tokens } = created;
  const otherSecrets: Record<string, Secret> = {
    ...(tokens?.access_token && { accessToken: tokens.access_token }),
    ...(tokens?.refresh_token && { refreshToken: tokens.refresh_token }),
  };
  const hasFurther = Object.keys(otherSecrets).length > 0;
  return { login: pair.auth_id, secret: pair.auth_token, ...(hasFurther && { otherSecrets }) };
}

type Asked = Omit<CreateSubAccountBody, 'password'>;

/** What the reply says, and what was asked for where it says nothing that can be read. */
function completed(asked: Asked, said: CreateReply['sub_account']): Asked {
  const whole: Record<string, unknown> = { ...asked, ...said };
  for (const name in whole)
    if (whole[name] !== undefined) continue;
    else if (name in asked) whole[name] = asked[name as keyof Asked];
    else delete whole[name];
  return whole as typeof asked;
}

/**
 * The token stands in two places, the id in two others (seed 000): either will do. A reply without an id still carries
 * its credentials out, in the error's detail; their `login`, which is that id, is then empty.
 */
export function readCreated(
  reply: Reply,
  context: CallContext,
  asked: Asked,
  schema: ReusedSchema<typeof createReplySchema>,
): CreatedSubAccount {
  const body = readJson(reply, context);
  const {
    sub_account: subAccount,
    auth_credentials: pair,
    tokens,
  } = usualCreated(body) ?? fit(schema, body, reply, context);
  const id = subAccount?.auth_id ?? pair?.auth_id;
  const token = pair?.auth_token ?? subAccount?.auth_token;
  if (!token) {
    if (isRefusal(body)) throw refusalError(reply, body, context);
    const rule = id ? `is missing; ${id} exists, but its token is lost` : 'is missing';
    throw misfitError(reply, { field: 'auth_credentials.auth_token', rule }, context);
  }
  const credentials = { auth_id: pair?.auth_id ?? id ?? '', auth_token: token };
  if (!id) {
    const rescued = credentialsOf({ auth_credentials: credentials, tokens });
    throw misfitError(reply, { field: 'sub_account.auth_id', rule: 'is missing' }, context, rescued);
  }
  return {
    // The token is in one place only.
    sub_account: Object.assign(completed(asked, subAccount), { auth_id: id, auth_token: null }),
    auth_credentials: credentials,
    tokens,
  };
}
