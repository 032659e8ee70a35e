import type { CarrierAccount } from '../../server/carrier-script.ts';
import { authIdOf, randomMainAccountId, randomToken } from './identifiers.ts';
import { seedSubAccounts } from './seed-sub-accounts.ts';
import { SubAccounts } from './sub-accounts.ts';

/** The main account's pair, as `X-Auth-ID` and `X-Auth-Token`. Random at every start, hence worth nothing elsewhere. */
export interface VobizCredentials {
  readonly authId: string;
  readonly authToken: string;
}

/** One main account and its sub-accounts. */
export class Account implements CarrierAccount {
  readonly credentials: VobizCredentials = { authId: randomMainAccountId(), authToken: randomToken() };
  /** A second main account, which is not the caller's, with its one sub-account. */
  readonly otherParent = { authId: randomMainAccountId(), subAccountId: authIdOf(0) };
  readonly subAccounts = new SubAccounts();

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
