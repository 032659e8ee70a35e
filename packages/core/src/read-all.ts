import type { CallOptions, Page, PageRequest, SubUserProvider } from './provider.ts';
import { SubUserError } from './sub-user-error.ts';
import type { SubUser, SubUserId } from './sub-user.ts';

/** Pages in a row that bring no new row: more than any account changes between two pages. */
const mostBarrenPages = 1_000;

interface Reading {
  seen: Set<SubUserId>;
  /** `starts[i]`: how many rows stand before page i. */
  starts: number[];
  /** Every row that stood before this position when the last page was read, and still stands, was seen. */
  boundary: number;
  total: number | undefined;
}

/** Where to read on, judged before the page's rows count as seen: its own index, or an earlier one if rows moved up. */
function placeOf(page: Page, index: number, reading: Reading, guard: 'total' | 'overlap' | 'stable'): number {
  if (guard === 'overlap') {
    const first = page.items[0];
    return index === 0 || (first !== undefined && reading.seen.has(first.id)) ? index : index - 1;
  }
  if (guard === 'total' && page.total !== undefined) {
    // Rows are added at the front only, so a row can have slipped past the reader only if the total went down, and by
    // no more places than it went down.
    const gone = Math.max(0, (reading.total ?? page.total) - page.total);
    reading.total = page.total;
    reading.boundary = Math.max(0, reading.boundary - gone);
    return reading.starts.findLastIndex((start, place) => place <= index && start <= reading.boundary);
  }
  return index;
}

/**
 * All sub-users of a carrier, each once. Every one that exists from the first request to the last is among them, though
 * others are created and deleted meanwhile: by its `listing.guard` a carrier shows that rows moved, and then the reader
 * steps back to where it is sure again. docs/architecture.md has the argument.
 */
export async function* readAll<O>(
  provider: SubUserProvider<O>,
  request: PageRequest,
  call: CallOptions,
): AsyncGenerator<SubUser, void, undefined> {
  const { guard } = provider.traits.listing;
  const reading: Reading = { seen: new Set(), starts: [0], boundary: 0, total: undefined };
  const cursors: (string | undefined)[] = [undefined];
  let index = 0;
  let barrenPages = 0;
  for (;;) {
    if (barrenPages >= mostBarrenPages) {
      const message = `${provider.carrier} list: it does not end; ${barrenPages} pages in a row had nothing new. Please report this`;
      throw new SubUserError('unexpected-response', message, { carrier: provider.carrier, operation: 'list' });
    }
    barrenPages += 1;
    const cursor = cursors[index];
    const page = await provider.listPage(cursor === undefined ? request : { ...request, cursor }, call);
    const place = placeOf(page, index, reading, guard);
    if (place < index) {
      // Its rows come again. Until the gap before them is read they must not count as seen, or they would hide it.
      index = place;
      continue;
    }
    for (const subUser of page.items) {
      if (reading.seen.has(subUser.id)) continue;
      reading.seen.add(subUser.id);
      barrenPages = 0;
      yield subUser;
    }
    const end = (reading.starts[index] ?? 0) + page.items.length;
    reading.boundary = Math.max(reading.boundary, end);
    if (page.next === undefined) return;
    index += 1;
    cursors[index] = page.next;
    reading.starts[index] = end;
  }
}
