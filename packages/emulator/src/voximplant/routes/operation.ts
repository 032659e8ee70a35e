import type { VoximplantSettings } from '../voximplant-settings.ts';
import type { Account } from '../state/account.ts';
import type { Parameters } from '../wire/parameters.ts';

/** What an operation works on, once the caller is admitted. */
export interface Invocation {
  readonly account: Account;
  readonly parameters: Parameters;
  readonly settings: Readonly<VoximplantSettings>;
}

/** The body of a reply that is no error. */
export interface ResultBody {
  readonly result: unknown;
  readonly total_count?: number;
  readonly count?: number;
}

/** Carries one documented operation out, or throws a `Refusal` before it changes anything. */
export type Operation = (invocation: Invocation) => ResultBody | Promise<ResultBody>;

/** The result of every operation that only changes something. */
export const done: ResultBody = { result: 1 };

/** A page of rows; if the settings ask for them, with totals, which no document mentions. */
export function rowsReply(rows: readonly unknown[], total: number, { totalCount }: VoximplantSettings): ResultBody {
  return totalCount ? { result: rows, total_count: total, count: rows.length } : { result: rows };
}
