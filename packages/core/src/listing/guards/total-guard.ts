import type { Page } from '../../provider/provider.ts';
import type { GuardedPages, ShiftGuard } from './shift-guard.ts';
import { type Front, frontOf, pagesBetweenChecks, UnchangedWindow } from './unchanged-window.ts';

/**
 * `total`: every page contains the count of all rows, and rows are added at the front only. So a row can have slipped past
 * the reader only if the total went down, and by no more places than it went down. Pages are read one at a time, or several
 * at a time within an `UnchangedWindow`.
 */
export class TotalGuard implements ShiftGuard {
  static readonly allowsFilter = false;
  readonly #pages: GuardedPages;
  /** `starts[i]`: how many rows precede page i. */
  readonly #starts = [0];
  /** Every row that preceded this position when the last page was read, and still exists, was seen. */
  #boundary = 0;
  #total: number | undefined;
  #front: Front | undefined;
  #window: UnchangedWindow | undefined;
  /** No window begins before this page. */
  #oneByOneUntil = 1;

  constructor(pages: GuardedPages) {
    this.#pages = pages;
  }

  depthAt(index: number): number {
    return this.#window === undefined ? 1 : index + 1;
  }

  /** Opens a window where there is none. It needs a front that was read before any of its pages is requested. */
  async begin(index: number, knowsFar: boolean): Promise<number> {
    if (this.#window !== undefined || index < this.#oneByOneUntil || !knowsFar) return index;
    let from = index;
    if (this.#front?.total !== this.#total) {
      this.#pages.forget();
      const page = await this.#pages.take(undefined);
      from = this.#sureOf(page, index);
      this.#front = frontOf(page);
    }
    const front = this.#front;
    if (front?.first !== undefined && front.total !== undefined && front.total === this.#total)
      this.#window = new UnchangedWindow(this.#pages, front, from);
    else this.#oneByOneUntil = from + pagesBetweenChecks;
    return from;
  }

  endOf({ items }: Page, index: number): number {
    // An empty page may be behind the end.
    return items.length === 0 ? 0 : (this.#starts[index] ?? 0) + items.length;
  }

  gapBefore(page: Page, index: number): number | undefined {
    if (this.#window !== undefined) return this.#window.fits(page) ? undefined : this.#stepBack(this.#window, index);
    const sure = this.#sureOf(page, index);
    if (sure < index) return sure;
    if (index === 0) this.#front = frontOf(page);
    return undefined;
  }

  async pass(page: Page, index: number): Promise<number> {
    const end = (this.#starts[index] ?? 0) + page.items.length;
    this.#starts[index + 1] = end;
    this.#boundary = Math.max(this.#boundary, end);
    const isSound = this.#window === undefined || (await this.#window.holds(index + 1, page.next === undefined));
    return isSound || this.#window === undefined ? index + 1 : this.#stepBack(this.#window, index);
  }

  /** This page, or the last one before it of which no row can have been missed. */
  #sureOf({ total }: Page, index: number): number {
    if (total === undefined) return index;
    const gone = Math.max(0, (this.#total ?? total) - total);
    this.#total = total;
    this.#boundary = Math.max(0, this.#boundary - gone);
    return this.#starts.findLastIndex((start, place) => place <= index && start <= this.#boundary);
  }

  /** The pages after `sure` are read again, one at a time. */
  #stepBack({ sure }: UnchangedWindow, index: number): number {
    this.#pages.forget();
    this.#oneByOneUntil = Math.max(index + 1, sure + pagesBetweenChecks);
    this.#boundary = Math.min(this.#boundary, this.#starts[sure] ?? 0);
    this.#front = undefined;
    this.#window = undefined;
    return sure;
  }
}
