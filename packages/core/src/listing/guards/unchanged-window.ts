import type { Page } from '../../provider/provider.ts';
import type { SubUserId } from '../../model/sub-user.ts';
import type { GuardedPages } from './shift-guard.ts';

/** The front is read again after this many pages; if rows moved, at most twice as many pages were read needlessly. */
export const pagesBetweenChecks = 32;

/** The front of a list, as it was before any page of a window was requested. */
export interface Front {
  first: SubUserId | undefined;
  total: number | undefined;
}

export function frontOf({ items, total }: Page): Front {
  return { first: items[0]?.id, total };
}

/**
 * A run of pages during which the list did not change. Several are requested at a time, so the carrier serves them in any
 * order. While the total is what it was, as many rows were added as deleted. If the first row is also what it was after the
 * pages have arrived, every added row is gone again; so no other row was deleted, and the list was the very same whenever a
 * page showed this total.
 */
export class UnchangedWindow {
  readonly #pages: GuardedPages;
  readonly #front: Front;
  #sure: number;
  /** The front, requested when all pages before `upTo` had arrived. */
  #check: { front: Promise<Front>; upTo: number } | undefined;

  constructor(pages: GuardedPages, front: Front, from: number) {
    this.#pages = pages;
    this.#front = front;
    this.#sure = from;
  }

  /** The pages before this index certainly belong to one and the same list. */
  get sure(): number {
    return this.#sure;
  }

  /** Whether a page can belong to the window. */
  fits({ total }: Page): boolean {
    return total === this.#front.total;
  }

  /** To be called when all pages before `upTo` have arrived; `false` if rows may have moved since `sure`. */
  async holds(upTo: number, isEnd: boolean): Promise<boolean> {
    const check = this.#check;
    if (isEnd) return this.#isSame(await this.#look());
    if (upTo < (check?.upTo ?? this.#sure) + pagesBetweenChecks) return true;
    // It was requested many pages ago, so it has usually arrived.
    if (check !== undefined) {
      if (!this.#isSame(await check.front)) return false;
      this.#sure = check.upTo;
    }
    const front = this.#look();
    front.catch(() => undefined);
    this.#check = { front, upTo };
    return true;
  }

  /** Drops the page's rows at once: while later pages are read they would be most of what is kept alive. */
  async #look(): Promise<Front> {
    return frontOf(await this.#pages.take(undefined));
  }

  #isSame({ first, total }: Front): boolean {
    return first === this.#front.first && total === this.#front.total;
  }
}
