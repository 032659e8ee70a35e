import { createPrivateKey } from 'node:crypto';
import type { VoximplantEmulator } from '@subuser/emulator';
import { SignJWT } from 'jose';
import { Agent, request } from 'undici';
import { type Row, type Truth, truthMark } from '../carrier-under-test.ts';

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

export function voximplantTruth({ origin, credentials }: VoximplantEmulator, now = Date.now): Truth {
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
    close: () => dispatcher.close(),
  };
}
