import { createPrivateKey } from 'node:crypto';
import type { ErrorCode } from '@subuser/core';
import { startVoximplantEmulator } from '@subuser/emulator';
import { createVoximplant } from '@subuser/voximplant';
import { SignJWT } from 'jose';
import { Agent, request } from 'undici';
import { type Carrier, type Row, truthMark } from './carrier.ts';

interface Seen {
  subuser_id: number;
  subuser_name: string;
  description?: string;
  roles: readonly { role_name: string }[];
}

function rowOf({ subuser_id: id, subuser_name: name, description, roles }: Seen): Row {
  const grants = roles.map((role) => role.role_name).toSorted();
  return { id: String(id), name, description: description ?? null, enabled: true, grants: grants.join(',') };
}

const password = 'Somebody-else-1!';

export async function startVoximplant(options: { now?: () => number }): Promise<Carrier> {
  const { origin, credentials, control, close } = await startVoximplantEmulator(options);
  const now = options.now ?? Date.now;
  const dispatcher = new Agent({ connections: 1 });
  const key = createPrivateKey(credentials.private_key);
  let signedAt = -Infinity;
  let authorization = '';

  /** GET, which the library never sends. */
  async function ask(method: string, parameters: Record<string, string>): Promise<unknown> {
    const seconds = Math.floor(now() / 1000);
    if (seconds - signedAt > 1000) {
      signedAt = seconds;
      const claims = { iss: String(credentials.account_id), iat: seconds - 5, exp: seconds + 3000 };
      const token = await new SignJWT(claims).setProtectedHeader({ alg: 'RS256', kid: credentials.key_id }).sign(key);
      authorization = `Bearer ${token}`;
    }
    const query = new URLSearchParams({ ...parameters, [truthMark]: '1' });
    const url = `${origin}/platform_api/${method}?${query.toString()}`;
    const { body } = await request(url, { dispatcher, headers: { authorization } });
    return ((await body.json()) as { result: unknown }).result;
  }

  return {
    name: 'voximplant',
    control,
    get takenCodes() {
      // Where codes become statuses, a reply whose body is broken still says 409.
      const codes: readonly ErrorCode[] = ['already-exists', 'failed-precondition'];
      return control.errorShape === 'http-status' ? codes : codes.slice(0, 1);
    },
    connect: (connection) => createVoximplant({ ...connection, credentials, baseUrl: origin }),
    async rows() {
      const rows: Row[] = [];
      for (;;) {
        const range = { offset: String(rows.length), count: '1000', with_roles: 'true' };
        const page = (await ask('GetSubUsers', range)) as Seen[];
        rows.push(...page.map(rowOf));
        if (page.length < 1000) return rows;
      }
    },
    async add(name, description) {
      await ask('AddSubUser', { new_subuser_name: name, new_subuser_password: password, description });
    },
    vary(choose) {
      control.errorShape = choose(['error', 'errors', 'field-name', 'http-status']);
      control.totalCount = choose([true, false]);
    },
    async close() {
      await dispatcher.close();
      await close();
    },
  };
}
