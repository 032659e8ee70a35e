import type { KeyPair } from './key-pair.ts';
import type { NewServiceKey, ServiceKeys } from './service-keys.ts';

/** What the control panel downloads as credentials.json and CreateKey returns (voximplant.md, Authorization). */
export interface VoximplantCredentials {
  readonly account_email: string;
  readonly account_id: number;
  readonly key_id: string;
  /** PEM, PKCS#8. */
  readonly private_key: string;
}

interface KeyOwner {
  readonly id: number;
  readonly email: string;
  readonly keys: ServiceKeys;
}

/** Stores the public half in the account and returns the private half. */
export function issueKey(account: KeyOwner, pair: KeyPair, wanted: NewServiceKey): VoximplantCredentials {
  const { id } = account.keys.add(pair.publicKey, wanted);
  return { account_email: account.email, account_id: account.id, key_id: id, private_key: pair.privateKey };
}
