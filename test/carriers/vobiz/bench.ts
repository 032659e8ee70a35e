import { Secret } from '@subuser/core';
import { createVobiz } from '@subuser/vobiz';
import type { BareRequest, BenchCarrier } from '../../bench/bench-carrier.ts';

const authId = 'MA_B73SSH8S';
const authToken = 'a-token-of-forty-characters-in-all-12345';
const base = `/api/v1/accounts/${authId}/sub-accounts`;
const headers = { 'x-auth-id': authId, 'x-auth-token': authToken, accept: 'application/json' };
const id = 'SA_00000001';
const rowsPerPage = 100;

const page = (number: number, size: number): BareRequest => ({
  method: 'GET',
  path: `${base}/?page=${number}&size=${size}`,
  headers,
});

interface CreateReply {
  auth_credentials: { auth_id: string; auth_token: string };
  tokens: { access_token: string; refresh_token: string };
}
type Reply = { sub_accounts: unknown[]; total: number };

export const carrier: BenchCarrier = {
  open: (baseUrl, options) => createVobiz({ authId, authToken, baseUrl, ...options }),
  draft: { name: 'Orbit Labs Billing', email: 'desk@customer.example', description: 'Billing of Orbit Labs' },
  id,
  bare: {
    get: () => ({ method: 'GET', path: `${base}/${id}`, headers }),
    create: (draft) => ({
      method: 'POST',
      path: `${base}/`,
      headers: { ...headers, 'content-type': 'application/json' },
      body: JSON.stringify(draft),
    }),
    page: (size) => page(1, size),
    next: (rows, reply) =>
      reply !== undefined && rows >= (reply as Reply).total ? undefined : page(rows / rowsPerPage + 1, rowsPerPage),
    count: (reply) => (reply as Reply).sub_accounts.length,
  },
  credentialsIn(reply) {
    const { auth_credentials: pair, tokens } = reply as CreateReply;
    return {
      id: pair.auth_id,
      login: pair.auth_id,
      secret: new Secret(pair.auth_token),
      otherSecrets: { accessToken: new Secret(tokens.access_token), refreshToken: new Secret(tokens.refresh_token) },
    };
  },
  forms: ['redacted', 'with tokens'],
  listTime: { atMost: 1 },
  placeOf: (text) => Number.parseInt(text.slice(3), 36),
};
