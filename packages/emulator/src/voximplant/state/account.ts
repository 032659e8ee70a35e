import type { CarrierAccount } from '../../server/carrier-script.ts';
import { Chance } from '../../server/chance.ts';
import { issueKey, type VoximplantCredentials } from './issue-key.ts';
import { newKeyPair } from './key-pair.ts';
import { ownerRoleId } from './roles.ts';
import { seedSubUsers } from './seed-sub-users.ts';
import { ServiceKeys } from './service-keys.ts';
import { SubUsers } from './sub-users.ts';

/** One account and what it owns. */
export class Account implements CarrierAccount {
  readonly id: number;
  readonly email: string;
  readonly chance: Chance;
  /** Administers the account like a key with the role Owner, as `api_key` beside `account_id`. */
  readonly apiKey: string;
  readonly keys: ServiceKeys;
  /** An account of its own, for which the keys of this one may act (voximplant.md, Authorization). */
  readonly child: Account | undefined;
  subUsers = new SubUsers();
  #ownerKeyId: string | undefined;

  constructor(id: number, email: string, chance = new Chance(), child?: Account) {
    this.id = id;
    this.email = email;
    this.chance = chance;
    this.apiKey = chance.uuid();
    this.keys = new ServiceKeys(chance);
    this.child = child;
  }

  /** The key with which the account starts; `reset` keeps it. */
  async issueOwnerKey(): Promise<VoximplantCredentials> {
    const credentials = issueKey(this, await newKeyPair(this.chance), { name: 'Owner key', roleIds: [ownerRoleId] });
    this.#ownerKeyId = credentials.key_id;
    return credentials;
  }

  /** This account or its child. */
  withId(id: string): Account | undefined {
    return [this, this.child].find((account) => String(account?.id) === id);
  }

  seed(count: number): readonly string[] {
    return seedSubUsers(this.subUsers, count);
  }

  /** Whether the carrier accepts this login, in any case, with this password. */
  authenticates(login: string, secret: string): boolean {
    return this.subUsers.authenticates(login, secret);
  }

  reset(): void {
    this.child?.reset();
    this.subUsers = new SubUsers();
    for (const key of this.keys.page(0, this.keys.size)) if (key.id !== this.#ownerKeyId) this.keys.remove(key);
  }
}
