// The same pages by bare undici and `JSON.parse`, one after the other.
import { type Agent, request } from 'undici';
import { authId, authToken, type Carrier } from './listing-names.ts';

const rowsPerPage = 100;

export async function readBare(carrier: Carrier, origin: string, dispatcher: Agent): Promise<number> {
  const options = { dispatcher, headersTimeout: 0, bodyTimeout: 0 };
  let rows = 0;
  if (carrier === 'vobiz') {
    const headers = { 'x-auth-id': authId, 'x-auth-token': authToken, accept: 'application/json' };
    const base = `${origin}/api/v1/accounts/${authId}/sub-accounts/`;
    for (let page = 1, total = Infinity; rows < total; page += 1) {
      const { body } = await request(`${base}?page=${page}&size=${rowsPerPage}`, { ...options, headers });
      const reply = JSON.parse(await body.text()) as { sub_accounts: unknown[]; total: number };
      rows += reply.sub_accounts.length;
      total = reply.total;
    }
    return rows;
  }
  // Without a total only a page without a new row is surely the last; every page but the first has one row twice.
  const headers = { accept: 'application/json', authorization: 'Bearer the-token-of-the-bench' };
  for (;;) {
    const range = rows === 0 ? `count=${rowsPerPage}` : `offset=${rows - 1}&count=${rowsPerPage + 1}`;
    const url = `${origin}/platform_api/GetSubUsers?with_roles=true&${range}`;
    const { body } = await request(url, { ...options, method: 'POST', headers });
    const { result } = JSON.parse(await body.text()) as { result: unknown[] };
    const fresh = result.length - (rows === 0 ? 0 : 1);
    if (fresh <= 0) return rows;
    rows += fresh;
  }
}
