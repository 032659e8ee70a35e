import { SortedRecords } from './sorted-records.ts';
import { newSubAccount, type SubAccount, type SubAccountFields } from './sub-account.ts';

/** What a new sub-account is made of; omitted fields get their documented defaults. */
export interface NewSubAccount {
  readonly fields: Partial<SubAccountFields> & { name: string };
  /** Undefined if nobody knows it. */
  readonly token?: string;
  /** When it is created, in milliseconds. */
  readonly at: number;
}

const flags = ['enabled', 'isActive'] as const;

/** A field by which a list can be filtered. */
export type Flag = (typeof flags)[number];

/** All sub-accounts of the main account: found by id at once, listed newest first without sorting. */
export class SubAccounts {
  readonly #byId = new Map<string, SubAccount>();
  readonly #all = new SortedRecords<SubAccount>();
  readonly #flagged = { enabled: new SortedRecords<SubAccount>(), isActive: new SortedRecords<SubAccount>() };
  #lastNumber = 0;
  #lastMicroseconds = 0;

  /** The number that the next one gets. */
  get nextNumber(): number {
    return this.#lastNumber + 1;
  }

  find(authId: string): SubAccount | undefined {
    return this.#byId.get(authId);
  }

  add({ fields, token, at }: NewSubAccount): SubAccount {
    this.#lastNumber += 1;
    // No two are equal, so creation order is number order.
    this.#lastMicroseconds = Math.max(Math.floor(at * 1000), this.#lastMicroseconds + 1);
    const birth = { number: this.#lastNumber, microseconds: this.#lastMicroseconds };
    const subAccount = newSubAccount(token === undefined ? birth : { ...birth, token }, fields);
    this.#byId.set(subAccount.authId, subAccount);
    this.#all.add(subAccount);
    for (const flag of flags) if (subAccount[flag]) this.#flagged[flag].add(subAccount);
    return subAccount;
  }

  /** Sets the given fields; all others stay (seed 003). `now` in milliseconds. */
  update(subAccount: SubAccount, change: Partial<SubAccountFields>, now: number): void {
    const before = { ...subAccount };
    Object.assign(subAccount, change);
    this.touch(subAccount, now);
    for (const flag of flags) {
      if (subAccount[flag] === before[flag]) continue;
      if (subAccount[flag]) this.#flagged[flag].add(subAccount);
      else this.#flagged[flag].remove(subAccount);
    }
  }

  /** Moves `updated_at` on by at least a microsecond, even twice within a millisecond. */
  touch(subAccount: SubAccount, now: number): void {
    subAccount.updatedMicroseconds = Math.max(Math.floor(now * 1000), subAccount.updatedMicroseconds + 1);
  }

  remove(subAccount: SubAccount): void {
    this.#byId.delete(subAccount.authId);
    this.#all.remove(subAccount);
    for (const flag of flags) this.#flagged[flag].remove(subAccount);
  }

  /** `page` from 1; `total` counts what matches the filter (seed 001). */
  list(filter: Flag | undefined, page: number, size: number): { subAccounts: SubAccount[]; total: number } {
    const records = filter === undefined ? this.#all : this.#flagged[filter];
    return { subAccounts: records.page(page, size), total: records.size };
  }

  reset(): void {
    this.#byId.clear();
    this.#all.clear();
    for (const flag of flags) this.#flagged[flag].clear();
    this.#lastNumber = 0;
    this.#lastMicroseconds = 0;
  }
}
