import type { Page } from '../../provider/provider.ts';
import { depthWithoutTotal, type ShiftGuard } from './shift-guard.ts';

/** `stable-cursor`: a cursor points at a row, so rows cannot move between two pages. */
export class StableCursorGuard implements ShiftGuard {
  static readonly allowsFilter = true;

  depthAt(index: number): number {
    return depthWithoutTotal(index);
  }

  async begin(index: number): Promise<number> {
    return index;
  }

  endOf({ items }: Page): number {
    return items.length;
  }

  gapBefore(): undefined {
    return undefined;
  }

  async pass(_page: Page, index: number): Promise<number> {
    return index + 1;
  }
}
