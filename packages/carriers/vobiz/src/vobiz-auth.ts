import type { Secret } from '@subuser/core';

/**
 * Every call has the main account's credentials, never those of a sub-account (seeds 000–003). There is no
 * `Authorization` header: Vobiz's own clients send one as well, and it is ignored (vobiz.md).
 */
export function authHeaders(authId: string, authToken: Secret): Record<string, string> {
  return { 'X-Auth-ID': authId, 'X-Auth-Token': authToken.reveal() };
}
