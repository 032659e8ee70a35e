import type { CarrierRequest, Reply } from '../../server/carrier-script.ts';
import { Refusal } from '../refusal.ts';
import type { Account } from '../state/account.ts';
import type { SubAccount } from '../state/sub-account.ts';
import type { VobizSettings } from '../vobiz-settings.ts';

/** What an operation works on, once the caller is admitted. */
export interface Invocation {
  readonly account: Account;
  readonly request: CarrierRequest;
  readonly settings: Readonly<VobizSettings>;
  /** Milliseconds. */
  readonly now: number;
  /** The path's `SA_…`; undefined if the path has none. */
  readonly subAccount: SubAccount | undefined;
}

/** Carries one documented operation out, or throws a `Refusal` before it changes anything. */
export type Operation = (invocation: Invocation) => Reply;

/** An operation whose path names a sub-account. */
export type SubAccountOperation = (invocation: Invocation, subAccount: SubAccount) => Reply;

export function onSubAccount(operation: SubAccountOperation): Operation {
  return (invocation) => {
    if (invocation.subAccount === undefined) throw new Refusal(404, 'Sub-account not found');
    return operation(invocation, invocation.subAccount);
  };
}
