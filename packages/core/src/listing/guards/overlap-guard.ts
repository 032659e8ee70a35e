import type { Page } from '../../provider/provider.ts';
import type { SubUserId } from '../../model/sub-user.ts';
import { depthWithoutTotal, type GuardedPages, type ShiftGuard } from './shift-guard.ts';

/** `overlap`: a page begins with the last row of the page before it. If it begins with another row, rows moved up. */
export class OverlapGuard implements ShiftGuard {
  static readonly allowsFilter = false;
  readonly #seen: { has(id: SubUserId): boolean };

  constructor(_pages: GuardedPages, seen: { has(id: SubUserId): boolean }) {
    this.#seen = seen;
  }

  depthAt(index: number): number {
    return depthWithoutTotal(index);
  }

  async begin(index: number): Promise<number> {
    return index;
  }

  endOf({ items }: Page): number {
    return items.length;
  }

  gapBefore({ items: [first] }: Page, index: number): number | undefined {
    return index === 0 || (first !== undefined && this.#seen.has(first.id)) ? undefined : index - 1;
  }

  async pass(_page: Page, index: number): Promise<number> {
    return index + 1;
  }
}
