import type { Page } from '../../provider/provider.ts';
import type { SubUserId } from '../../model/sub-user.ts';

/** The pages of one reading, for a guard that reads some itself. */
export interface GuardedPages {
  /** The page at this cursor; without one, the front of the list as it is now. */
  take(cursor: string | undefined): Promise<Page>;
  /** Discards the pages that were requested ahead. */
  forget(): void;
}

/** Notices that rows moved between two pages of one reading, and says which page to read again. Pages count from 0. */
export interface ShiftGuard {
  /** How many pages, from this one on, may be in flight at the same time. */
  depthAt(index: number): number;
  /**
   * Called before page `index` is requested. `knowsFar`: the cursors of many pages after it are known. Resolves to the
   * page to read: this one, or an earlier one if rows moved.
   */
  begin(index: number, knowsFar: boolean): Promise<number>;
  /** How many rows there were at least when the page was served: those on it, and those that the guard knows before it. */
  endOf(page: Page, index: number): number;
  /**
   * Called before the rows of the page count as seen. Returns the page to read again because rows may have been missed, or
   * `undefined` if this page can be accepted.
   */
  gapBefore(page: Page, index: number): number | undefined;
  /** Called after the rows of the page were yielded. Resolves to the page to read next, if the list has one. */
  pass(page: Page, index: number): Promise<number>;
}

export interface ShiftGuardClass {
  /**
   * Whether a list that the carrier filters by status can be read: not where a row that changes its status moves the
   * rows after it without a trace.
   */
  readonly allowsFilter: boolean;
  new (pages: GuardedPages, seen: { has(id: SubUserId): boolean }): ShiftGuard;
}

/** Without a total the end of the list is unknown: at most a quarter of the pages read, plus one, are requested needlessly. */
export function depthWithoutTotal(index: number): number {
  return 1 + Math.floor(index / 4);
}
