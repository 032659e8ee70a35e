import type { CarrierRequest, Reply } from '../../server/carrier-script.ts';
import { Refusal } from '../refusal.ts';
import type { SubAccountRegister } from '../state/sub-account-register.ts';
import type { SubAccount } from '../state/sub-account.ts';
import type { VobizDialect } from '../vobiz-dialect.ts';

/** What a request with good credentials may reach. */
export interface Visit {
  readonly request: CarrierRequest;
  readonly register: SubAccountRegister;
  readonly parentAuthId: string;
  readonly dialect: VobizDialect;
  /** Milliseconds. */
  readonly now: number;
  /** The path's `SA_…`; undefined where the path has none. */
  readonly subAccount: SubAccount | undefined;
}

export type Operation = (visit: Visit) => Reply;

/** For an operation whose path names a sub-account. */
export function onSubAccount(operation: (visit: Visit, subAccount: SubAccount) => Reply): Operation {
  return (visit) => {
    if (visit.subAccount === undefined) throw new Refusal(404, 'Sub-account not found');
    return operation(visit, visit.subAccount);
  };
}
