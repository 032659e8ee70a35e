import type { Settings } from '../settings.ts';
import type { Account } from '../state/account.ts';
import type { Parameters } from '../wire/parameters.ts';

/** What a method works on: the caller is already let in. */
export interface Invocation {
  readonly account: Account;
  readonly parameters: Parameters;
  readonly settings: Settings;
}

/** The body of a reply that is no error. */
export interface MethodReply {
  readonly result: unknown;
  readonly total_count?: number;
  readonly count?: number;
}

/** Carries one documented method out, or throws a `Refusal` before anything is changed. */
export type Method = (invocation: Invocation) => MethodReply | Promise<MethodReply>;

/** What every method that only changes something answers. */
export const DONE: MethodReply = { result: 1 };

/** A page of rows, with the totals that no document mentions where the settings ask for them. */
export function rowsReply(rows: readonly unknown[], total: number, { totalCount }: Settings): MethodReply {
  return totalCount ? { result: rows, total_count: total, count: rows.length } : { result: rows };
}
