import type { Account } from './account.ts';
import type { KeyPair } from './key-pair.ts';
import type { NewServiceKey } from './service-keys.ts';

/** What the control panel downloads as credentials.json and CreateKey returns (voximplant.md, Authorization). */
export interface VoximplantCredentials {
  readonly account_email: string;
  readonly account_id: number;
  /** A UUID. */
  readonly key_id: string;
  /** PEM, PKCS#8. */
  readonly private_key: string;
}

/** Enters the public half into the account and hands the private half out. */
export function issueKey(account: Account, pair: KeyPair, wanted: NewServiceKey): VoximplantCredentials {
  const { id } = account.keys.add(pair.publicKey, wanted);
  return { account_email: account.email, account_id: account.id, key_id: id, private_key: pair.privateKey };
}
