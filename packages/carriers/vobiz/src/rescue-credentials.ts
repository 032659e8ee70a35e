import { type Credentials, Secret } from '@subuser/core';
import { findText, searchable } from '@subuser/http';
import { isSubAccountId } from './sub-account-id.ts';
import { redacted } from './vobiz-api.ts';

/** The token that a create shows only once, in the text of any reply to it; `own` is that of the main account. */
export function rescueCredentials(text: string, own: Secret): Credentials | undefined {
  const searched = searchable(text);
  const isToken = (each: string): boolean => each !== '' && each !== redacted && each !== own.reveal();
  const secret = findText(searched, 'auth_token', isToken);
  if (secret === undefined) return undefined;
  const login = findText(searched, 'auth_id', isSubAccountId) ?? findText(searched, 'id', isSubAccountId) ?? '';
  const accessToken = findText(searched, 'access_token', isToken);
  const refreshToken = findText(searched, 'refresh_token', isToken);
  const otherSecrets = {
    ...(accessToken !== undefined && { accessToken: new Secret(accessToken) }),
    ...(refreshToken !== undefined && { refreshToken: new Secret(refreshToken) }),
  };
  return { login, secret: new Secret(secret), ...(Object.keys(otherSecrets).length > 0 && { otherSecrets }) };
}
