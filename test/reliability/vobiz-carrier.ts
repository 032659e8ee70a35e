import { startVobizEmulator } from '@subuser/emulator';
import { createVobiz, type SubAccount } from '@subuser/vobiz';
import { Agent, request } from 'undici';
import { type Carrier, type Row, truthMark } from './carrier.ts';

type Seen = Pick<SubAccount, 'auth_id' | 'name' | 'description' | 'enabled' | 'permissions'>;

function rowOf({ auth_id: id, name, description, enabled, permissions }: Seen): Row {
  const granted = Object.keys(permissions ?? {}).filter((right) => permissions?.[right] === true);
  const grants = permissions ? granted.toSorted().join(',') : 'inherits';
  return { id, name, description: description ?? null, enabled: enabled === true, grants };
}

export async function startVobiz(options: { now?: () => number }): Promise<Carrier> {
  const { origin, credentials, control, close } = await startVobizEmulator(options);
  const dispatcher = new Agent({ connections: 1 });
  const base = `${origin}/api/v1/accounts/${credentials.authId}/sub-accounts/?${truthMark}=1`;
  const headers = { 'x-auth-id': credentials.authId, 'x-auth-token': credentials.authToken };
  return {
    name: 'vobiz',
    control,
    takenCodes: [],
    connect: (connection) => createVobiz({ ...connection, ...credentials, baseUrl: origin }),
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
    vary(choose) {
      control.createStatus = choose([200, 201]);
      control.retrieveEnvelope = choose([true, false]);
      control.kycKeys = choose([true, false]);
      control.created = choose(['date', 'date-time']);
      control.deleteAnswer = choose([200, 204]);
    },
    async close() {
      await dispatcher.close();
      await close();
    },
  };
}
