import { SubUserError } from '../model/sub-user-error.ts';
import type { Page } from '../provider/provider.ts';

/** A list that brings something new each time it is read has no stable order. */
const mostReadings = 5;

/** How many rows a carrier says that there are, and how many came. A list ends when that fits, and not before. */
export class RowCount {
  readonly #carrier: string;
  #readings = 0;
  /** Rows that came, in all readings. */
  #rows = 0;
  #isFresh = false;
  /** The least and the last total of this reading; `undefined`: no page had one. */
  #least: number | undefined;
  #last: number | undefined;
  /** A total was below the rows that came with it, so it counts something else, or lags behind. */
  #isFalse = false;

  constructor(carrier: string) {
    this.#carrier = carrier;
  }

  /** Everything came, so that what is being read again can end here. */
  get isReached(): boolean {
    return !this.#isFalse && this.#last !== undefined && this.#rows >= this.#last;
  }

  /** The page as its guard may believe it: without its total if that cannot be true. `end`: how many rows there are at least. */
  believable(page: Page, end: number): Page {
    const { total } = page;
    if (total === undefined) return page;
    this.#isFalse ||= total < end;
    if (this.#isFalse) {
      const { total: _false, ...rest } = page;
      return rest;
    }
    this.#last = total;
    this.#least = Math.min(this.#least ?? total, total);
    return page;
  }

  add(fresh: number): void {
    this.#rows += fresh;
    this.#isFresh ||= fresh > 0;
  }

  /**
   * To be called at the end of the list: whether it is whole, or must be read again. A total that is false proves nothing,
   * so the list is read until a reading brings nothing new. Throws if it remains shorter than the carrier says.
   */
  isWhole(): boolean {
    this.#readings += 1;
    const isSettled = this.#readings > 1 && !this.#isFresh;
    if (this.#isFalse ? isSettled : this.#rows >= (this.#least ?? 0)) return true;
    if (isSettled || this.#readings === mostReadings) throw this.#shortList();
    this.#isFresh = false;
    this.#least = undefined;
    return false;
  }

  #shortList(): SubUserError {
    const count = this.#isFalse
      ? `the list brings other sub-users each time it is read (${this.#rows} so far), and its total is wrong`
      : `the carrier says that it has ${this.#least} sub-users, but lists ${this.#rows}`;
    const what = `${count}, although it was read ${this.#readings} times. Try again later; if it persists, report it to the carrier.`;
    return new SubUserError('unexpected-response', what, { carrier: this.#carrier, operation: 'list' });
  }
}
