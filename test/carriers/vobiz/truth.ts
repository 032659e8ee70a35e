import type { VobizEmulator } from '@subuser/emulator';
import type { SubAccount } from '@subuser/vobiz';
import { Agent, request } from 'undici';
import { type Row, type Truth, truthMark } from '../carrier-under-test.ts';

type Seen = Pick<SubAccount, 'auth_id' | 'id' | 'name' | 'description' | 'enabled' | 'permissions'>;

function rowOf({ auth_id: authId, id: key, name, description, enabled, permissions }: Seen): Row {
  // Older pages have `SA_…` in `id`, and the parent’s in `auth_id`.
  const id = authId.startsWith('SA_') ? authId : String(key);
  const granted = Object.keys(permissions ?? {}).filter((right) => permissions?.[right] === true);
  const grants = permissions ? granted.toSorted().join(',') : 'inherits';
  return { id, name, description: description ?? null, enabled: enabled === true, grants };
}

export function vobizTruth({ origin, credentials }: VobizEmulator): Truth {
  const dispatcher = new Agent({ connections: 1 });
  const base = `${origin}/api/v1/accounts/${credentials.authId}/sub-accounts/?${truthMark}=1`;
  const headers = { 'x-auth-id': credentials.authId, 'x-auth-token': credentials.authToken };
  return {
    async rows() {
      const rows: Row[] = [];
      for (let page = 1; ; page += 1) {
        const { body } = await request(`${base}&page=${page}&size=100`, { dispatcher, headers });
        const { sub_accounts, total } = (await body.json()) as { sub_accounts: Seen[]; total: number };
        rows.push(...sub_accounts.map(rowOf));
        if (sub_accounts.length === 0 || rows.length >= total) return rows;
      }
    },
    async add(name, description) {
      const json = { 'content-type': 'application/json' };
      const body = JSON.stringify({ name, description });
      const reply = await request(base, { method: 'POST', dispatcher, headers: { ...headers, ...json }, body });
      await reply.body.dump();
    },
    close: () => dispatcher.close(),
  };
}
