import { generateKeyPairSync } from 'node:crypto';
import type { VoximplantCredentialsFile } from '../src/credentials/voximplant-credentials.ts';

export interface ServiceKey {
  /** As the control panel downloads it. */
  file: VoximplantCredentialsFile & { private_key: string };
  publicKey: string;
}

/** A key pair that exists for one test run only. */
export function generateServiceKey(modulusLength = 2048): ServiceKey {
  const { privateKey, publicKey } = generateKeyPairSync('rsa', {
    modulusLength,
    privateKeyEncoding: { type: 'pkcs8', format: 'pem' },
    publicKeyEncoding: { type: 'spki', format: 'pem' },
  });
  const file = {
    account_email: 'owner@example.com',
    account_id: 1001,
    key_id: 'ab81c90e-573e-4046-9af9-105269dfafca',
    private_key: privateKey,
  };
  return { file, publicKey };
}
