import { generateKeyPairSync } from 'node:crypto';
import { createVoximplant } from '@subuser/voximplant';
import type { BenchCarrier } from '../../bench/bench-carrier.ts';

const headers = { accept: 'application/json', authorization: 'Bearer the-token-of-the-bench' };
const rowsPerPage = 100;
const id = '7';

type Reply = { result: unknown[] };

export const carrier: BenchCarrier = {
  open(baseUrl, options) {
    const { privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
    const private_key = privateKey.export({ type: 'pkcs8', format: 'pem' }) as string;
    const credentials = { account_id: 1, key_id: 'ab1c2d3e-0000-4000-8000-000000000001', private_key };
    return createVoximplant({ credentials, baseUrl, ...options });
  },
  draft: { name: 'orbit_labs', password: 'Abcdefg1!xyz', description: 'Support desk' },
  id,
  bare: {
    get: () => ({ method: 'POST', path: `/platform_api/GetSubUsers?subuser_id=${id}&with_roles=true`, headers }),
    create: ({ name, password, description }: { name?: string; password?: string; description?: string }) => ({
      method: 'POST',
      path: '/platform_api/AddSubUser',
      headers: { ...headers, 'content-type': 'application/x-www-form-urlencoded' },
      body: new URLSearchParams({
        new_subuser_name: name ?? '',
        new_subuser_password: password ?? '',
        description: description ?? '',
      }).toString(),
    }),
    page: (size) => ({ method: 'POST', path: `/platform_api/GetSubUsers?with_roles=true&count=${size}`, headers }),
    next: (rows) => {
      // Without a total only a page without a new row is surely the last; every page but the first repeats one row.
      const range = rows === 0 ? `count=${rowsPerPage}` : `offset=${rows - 1}&count=${rowsPerPage + 1}`;
      return { method: 'POST', path: `/platform_api/GetSubUsers?with_roles=true&${range}`, headers };
    },
    count: (reply, rows) => (reply as Reply).result.length - (rows === 0 ? 0 : 1),
  },
  forms: ['documented'],
  listTime: { atMost: 1.15 },
  placeOf: (text) => Number(text) - 1,
};
