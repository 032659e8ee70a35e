import type { CarrierAccount } from '../../server/carrier-script.ts';
import { Chance } from '../../server/chance.ts';
import { authIdOf, newMainAccountId, newToken } from './identifiers.ts';
import { seedSubAccounts } from './seed-sub-accounts.ts';
import { SubAccounts } from './sub-accounts.ts';

/** The main account's pair, as `X-Auth-ID` and `X-Auth-Token`. Made at the start, hence worth nothing elsewhere. */
export interface VobizCredentials {
  readonly authId: string;
  readonly authToken: string;
}

/** One main account and its sub-accounts. */
export class Account implements CarrierAccount {
  readonly chance: Chance;
  readonly credentials: VobizCredentials;
  /** A second main account, which is not the caller's, with its one sub-account. */
  readonly otherParent: { readonly authId: string; readonly subAccountId: string };
  readonly subAccounts = new SubAccounts();

  constructor(chance = new Chance()) {
    this.chance = chance;
    this.credentials = { authId: newMainAccountId(chance), authToken: newToken(chance) };
    this.otherParent = { authId: newMainAccountId(chance), subAccountId: authIdOf(0) };
  }

  seed(count: number, now: number): readonly string[] {
    return seedSubAccounts(this.subAccounts, count, now);
  }

  /** Whether the pair is the main account's, or that of a sub-account that exists now. */
  authenticates(login: string, secret: string): boolean {
    if (login === this.credentials.authId) return secret === this.credentials.authToken;
    return this.subAccounts.find(login)?.token === secret;
  }

  reset(): void {
    this.subAccounts.reset();
  }
}
