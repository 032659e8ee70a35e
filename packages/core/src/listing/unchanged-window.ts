import type { PageRequests } from './page-prefetch.ts';
import type { Page } from '../provider/provider.ts';
import type { SubUserId } from '../model/sub-user.ts';

/** After so many pages the front of the list is looked at again; at most twice as many are read in vain if rows moved. */
export const pagesBetweenChecks = 32;

/** The front of a list, as it was before any page of a stretch was asked for. */
export interface Front {
  first: SubUserId | undefined;
  total: number | undefined;
}

export function frontOf({ items, total }: Page): Front {
  return { first: items[0]?.id, total };
}

/**
 * Pages that are asked for several at a time, and so are served in any order. While the total is what it was, as many rows
 * were added as deleted. If then, after the pages have come, the first row is what it was, too, every row that was added
 * is gone again; so no other was deleted, and at each moment that showed this total the list was the very same.
 */
export class Stretch {
  readonly #requests: PageRequests;
  readonly #front: Front;
  #sure: number;
  /** The front, asked for when all pages before `upTo` had come. */
  #check: { front: Promise<Front>; upTo: number } | undefined;

  constructor(requests: PageRequests, front: Front, from: number) {
    this.#requests = requests;
    this.#front = front;
    this.#sure = from;
  }

  /** The pages before this index are known to have shown one and the same list. */
  get sure(): number {
    return this.#sure;
  }

  /** Whether a page may be part of it. */
  fits({ total }: Page): boolean {
    return total === this.#front.total;
  }

  /** To be called when all pages before `upTo` have come; `false` where rows may have moved since `sure`. */
  async holds(upTo: number, isEnd: boolean): Promise<boolean> {
    const check = this.#check;
    if (isEnd) return this.#isSame(await this.#look());
    if (upTo < (check?.upTo ?? this.#sure) + pagesBetweenChecks) return true;
    // It was asked for long ago, so nobody waits for it.
    if (check !== undefined) {
      if (!this.#isSame(await check.front)) return false;
      this.#sure = check.upTo;
    }
    const front = this.#look();
    front.catch(() => undefined);
    this.#check = { front, upTo };
    return true;
  }

  /** Its rows are not kept: while the pages after it are read they would be most of what lives. */
  async #look(): Promise<Front> {
    return frontOf(await this.#requests.take(undefined));
  }

  #isSame({ first, total }: Front): boolean {
    return first === this.#front.first && total === this.#front.total;
  }
}
