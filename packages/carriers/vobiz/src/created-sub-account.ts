import type { Credentials, Secret } from '@subuser/core';
import type { JsonReply } from '@subuser/http';
import * as z from 'zod';
import { isSubAccountId } from './sub-account-id.ts';
import { fastCreated } from './fast-replies.ts';
import { type CreateReply, createReplySchema, type SubAccount } from './vobiz-api.ts';
import type { CreateSubAccountBody } from './vobiz-request.ts';

/**
 * A create whose reply has all that matters: the id, and the token that is shown only once. Whatever else the reply
 * leaves out or garbles is in `sub_account` as it was requested.
 */
export interface CreatedSubAccount {
  sub_account: SubAccount;
  auth_credentials: { auth_id: string; auth_token: Secret };
  /** For signing in to the console. */
  tokens: CreateReply['tokens'];
  /** The fields of `sub_account` that are only as they were requested. */
  as_requested: readonly string[];
}

export function credentialsOf(created: Pick<CreatedSubAccount, 'auth_credentials' | 'tokens'>): Credentials {
  const { auth_credentials: pair, tokens } = created;
  const otherSecrets: Record<string, Secret> = {
    ...(tokens?.access_token && { accessToken: tokens.access_token }),
    ...(tokens?.refresh_token && { refreshToken: tokens.refresh_token }),
  };
  const hasOthers = Object.keys(otherSecrets).length > 0;
  return { login: pair.auth_id, secret: pair.auth_token, ...(hasOthers && { otherSecrets }) };
}

const createReply = z.withParser(createReplySchema, (body) => fastCreated(body) ?? z.INVALID);

type Asked = Omit<CreateSubAccountBody, 'password'>;

/** What the reply says, completed by what was asked for. */
function completed(asked: Asked, said: CreateReply['sub_account']): Asked {
  const whole: Record<string, unknown> = { ...asked, ...said };
  for (const name in whole)
    if (whole[name] !== undefined) continue;
    else if (name in asked) whole[name] = asked[name as keyof Asked];
    else delete whole[name];
  return whole as typeof asked;
}

/**
 * The reply has the token in two places and the id in two others (seed 000): either will do. If both ids are missing, the
 * error contains the credentials in its detail; their `login`, which is that id, is then empty.
 */
export function readCreated(reply: JsonReply, asked: Asked): CreatedSubAccount {
  reply.bodyOfSuccess();
  const { sub_account: subAccount, auth_credentials: pair, tokens } = reply.fit(createReply);
  const ids = [subAccount?.auth_id, pair?.auth_id];
  const id = ids.find(isSubAccountId) ?? ids.find((each) => typeof each === 'string');
  const token = pair?.auth_token ?? subAccount?.auth_token;
  if (!token) {
    reply.throwIfRefused();
    const rule = id ? `is missing; ${id} exists, but its token is lost` : 'is missing';
    throw reply.misfit({ field: 'auth_credentials.auth_token', rule });
  }
  const login = isSubAccountId(id) ? id : pair?.auth_id;
  const credentials = { auth_id: login ?? id ?? '', auth_token: token };
  if (!id) {
    const rescued = credentialsOf({ auth_credentials: credentials, tokens });
    throw reply.misfit({ field: 'sub_account.auth_id', rule: 'is missing' }, rescued);
  }
  const said: Record<string, unknown> = subAccount ?? {};
  return {
    as_requested: Object.entries(asked).flatMap(([name, value]) =>
      value !== undefined && said[name] === undefined ? [name] : [],
    ),
    // The token is in one place only.
    sub_account: Object.assign(completed(asked, subAccount), { auth_id: id, auth_token: null }),
    auth_credentials: credentials,
    tokens,
  };
}
