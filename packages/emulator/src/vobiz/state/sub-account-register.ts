import { Roster } from './sorted-records.ts';
import { seededFields } from './seeded-fields.ts';
import { newSubAccount } from './sub-account.ts';
import type { SubAccount, SubAccountFields } from './sub-account.ts';

const minute = 60_000_000;

/** All sub-accounts of the main account: found by id at once, listed newest first without sorting. */
export class SubAccountRegister {
  readonly #now: () => number;
  readonly #byId = new Map<string, SubAccount>();
  readonly #all = new Roster<SubAccount>();
  readonly #enabled = new Roster<SubAccount>();
  #lastNumber = 0;
  #lastMicroseconds = 0;

  /** `now` in milliseconds. */
  constructor(now: () => number) {
    this.#now = now;
  }

  find(authId: string): SubAccount | undefined {
    return this.#byId.get(authId);
  }

  create(fields: Partial<SubAccountFields> & { name: string }, token: string): SubAccount {
    return this.#add(fields, this.#microseconds(), token);
  }

  /** Sets the given fields, all others stay (seed 003). */
  update(subAccount: SubAccount, change: Partial<SubAccountFields>): void {
    const wasEnabled = subAccount.enabled;
    Object.assign(subAccount, change);
    this.touch(subAccount);
    if (subAccount.enabled === wasEnabled) return;
    if (subAccount.enabled) this.#enabled.add(subAccount);
    else this.#enabled.remove(subAccount);
  }

  /** Moves `updated_at` on, always by something, however often the clock is read within a millisecond. */
  touch(subAccount: SubAccount): void {
    subAccount.updatedMicroseconds = Math.max(this.#microseconds(), subAccount.updatedMicroseconds + 1);
  }

  delete(subAccount: SubAccount): void {
    this.#byId.delete(subAccount.authId);
    this.#all.remove(subAccount);
    this.#enabled.remove(subAccount);
  }

  /** `page` from 1; `total` counts what matches the filter (seed 001). */
  list(enabledOnly: boolean, page: number, size: number): { subAccounts: SubAccount[]; total: number } {
    const roster = enabledOnly ? this.#enabled : this.#all;
    return { subAccounts: roster.page(page, size), total: roster.size };
  }

  /** Adds records that look a minute apart, the last one of them new; the same fields for the same numbers. */
  seed(count: number): string[] {
    const now = this.#microseconds();
    return Array.from({ length: count }, (_, index) => {
      const fields = seededFields(this.#lastNumber + 1);
      return this.#add(fields, now - (count - index) * minute).authId;
    });
  }

  reset(): void {
    this.#byId.clear();
    this.#all.clear();
    this.#enabled.clear();
    this.#lastNumber = 0;
    this.#lastMicroseconds = 0;
  }

  #microseconds(): number {
    return Math.floor(this.#now() * 1000);
  }

  #add(fields: Partial<SubAccountFields> & { name: string }, wanted: number, token?: string): SubAccount {
    this.#lastNumber += 1;
    // No two alike: sorting by creation is then sorting by number.
    this.#lastMicroseconds = Math.max(wanted, this.#lastMicroseconds + 1);
    const birth = { number: this.#lastNumber, microseconds: this.#lastMicroseconds };
    const subAccount = newSubAccount(token === undefined ? birth : { ...birth, token }, fields);
    this.#byId.set(subAccount.authId, subAccount);
    this.#all.add(subAccount);
    if (subAccount.enabled) this.#enabled.add(subAccount);
    return subAccount;
  }
}
