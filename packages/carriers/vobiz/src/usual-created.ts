import { Secret } from '@subuser/core';
import { isMissing, isNumber, isObject, isText, usualSubAccount } from './usual-page.ts';
import { type CreateReply, redacted } from './vobiz-api.ts';

type Fields<T> = { [field in keyof T]?: unknown };

/** `false`: nothing that the schema would keep as it is. */
function secretOf(value: unknown): Secret | null | undefined | false {
  if (isMissing(value)) return value;
  return typeof value === 'string' && value !== '' && value !== redacted && new Secret(value);
}

function tokensOf(value: unknown): CreateReply['tokens'] | false {
  if (isMissing(value)) return value;
  if (!isObject(value)) return false;
  const tokens: Fields<NonNullable<CreateReply['tokens']>> = value;
  const access = secretOf(tokens.access_token);
  const refresh = secretOf(tokens.refresh_token);
  if (access === false || refresh === false || !isText(tokens.token_type) || !isNumber(tokens.expires_in)) return false;
  return { ...tokens, access_token: access, refresh_token: refresh } as CreateReply['tokens'];
}

/**
 * The reply to a create, all of it as documented: read as the schema reads it, but for the token's second place, which
 * is empty since the first is there. `undefined` where anything is unusual; then the schema has the word, which takes ten times
 * as long.
 */
export function usualCreated(body: unknown): CreateReply | undefined {
  if (!isObject(body)) return undefined;
  const { message, sub_account: row, auth_credentials: pair, tokens: sent }: Fields<CreateReply> = body;
  if (!isText(message) || !isObject(row) || !isObject(pair)) return undefined;
  const { auth_id: id, auth_token: token }: Fields<NonNullable<CreateReply['auth_credentials']>> = pair;
  const secret = secretOf(token);
  const tokens = tokensOf(sent);
  const subAccount = usualSubAccount({ ...row, auth_token: null });
  if (typeof id !== 'string' || id === '' || !secret || tokens === false || !subAccount) return undefined;
  return { ...body, sub_account: subAccount, auth_credentials: { ...pair, auth_id: id, auth_token: secret }, tokens };
}
