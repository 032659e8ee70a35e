import { generateKeyPairSync } from 'node:crypto';
import { openSubUsers, type SubUsers } from '@subuser/core';
import { createVobiz } from '@subuser/vobiz';
import { createVoximplant } from '@subuser/voximplant';
import { authId, authToken, type Carrier } from './listing-names.ts';

/** The bench account of a carrier, as an application opens it. */
export function openAccount(carrier: Carrier, baseUrl: string): Pick<SubUsers, 'list' | 'close'> {
  if (carrier === 'vobiz') return openSubUsers(createVobiz({ authId, authToken, baseUrl }));
  const { privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
  const private_key = privateKey.export({ type: 'pkcs8', format: 'pem' }) as string;
  const credentials = { account_id: 1, key_id: 'ab1c2d3e-0000-4000-8000-000000000001', private_key };
  return openSubUsers(createVoximplant({ credentials, baseUrl }));
}
