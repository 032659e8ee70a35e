import type { CarrierAccount } from '../../server/carrier-script.ts';
import { issueKey, type VoximplantCredentials } from './issue-key.ts';
import { newKeyPair } from './key-pair.ts';
import { ownerRoleId } from './roles.ts';
import { seedSubUsers } from './seed-sub-users.ts';
import { ServiceKeys } from './service-keys.ts';
import { SubUsers } from './sub-users.ts';

/** One account and what it owns, without child accounts. */
export class Account implements CarrierAccount {
  readonly id: number;
  readonly email: string;
  readonly keys = new ServiceKeys();
  subUsers = new SubUsers();
  #ownerKeyId: string | undefined;

  constructor(id: number, email: string) {
    this.id = id;
    this.email = email;
  }

  /** The key with which the account starts; `reset` keeps it. */
  async issueOwnerKey(): Promise<VoximplantCredentials> {
    const credentials = issueKey(this, await newKeyPair(), { name: 'Owner key', roleIds: [ownerRoleId] });
    this.#ownerKeyId = credentials.key_id;
    return credentials;
  }

  seed(count: number): readonly string[] {
    return seedSubUsers(this.subUsers, count);
  }

  /** Whether the carrier accepts this login, in any case, with this password. */
  authenticates(login: string, secret: string): boolean {
    return this.subUsers.authenticates(login, secret);
  }

  reset(): void {
    this.subUsers = new SubUsers();
    for (const key of this.keys.page(0, this.keys.size)) if (key.id !== this.#ownerKeyId) this.keys.remove(key);
  }
}
