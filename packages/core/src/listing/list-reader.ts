import { IdSet } from './compact-id-set.ts';
import { PageRequests } from './page-prefetch.ts';
import type { CallOptions, Page, PageRequest, SubUserProvider } from '../provider/provider.ts';
import type { SignalHub } from '../ports/signal-hub.ts';
import { type Front, frontOf, pagesBetweenChecks, Stretch } from './unchanged-window.ts';
import { SubUserError } from '../model/sub-user-error.ts';
import type { SubUser } from '../model/sub-user.ts';

/** Pages in a row that bring no new row: more than any account changes between two pages. */
const mostBarrenPages = 1_000;

/** Pages that are on their way or wait for their turn, at most. */
const mostAhead = 8;

interface Reading {
  seen: IdSet;
  /** `starts[i]`: how many rows stand before page i. */
  starts: number[];
  /** Every row that stood before this position when the last page was read, and still stands, was seen. */
  boundary: number;
  total: number | undefined;
}

/** Where to read on, judged before the page's rows count as seen: its own index, or an earlier one if rows moved up. */
function placeOf(
  page: Page,
  index: number,
  reading: Reading,
  shiftEvidence: 'total' | 'overlap' | 'stable-cursor',
): number {
  if (shiftEvidence === 'overlap') {
    const first = page.items[0];
    return index === 0 || (first !== undefined && reading.seen.has(first.id)) ? index : index - 1;
  }
  if (shiftEvidence === 'total' && page.total !== undefined) {
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
 * All sub-users of a carrier, each once, as they come: the new ones of a page at a time. Every one that exists from the
 * first request to the last is among them, though others are created and deleted meanwhile: by its `listing.shiftEvidence` a
 * carrier shows that rows moved, and then the reader steps back to where it is sure again. docs/listing.md has the
 * argument. From the second page on pages are asked for before their turn.
 */
export async function* readAll<O>(
  provider: SubUserProvider<O>,
  request: PageRequest,
  call: CallOptions,
  signals: SignalHub,
): AsyncGenerator<readonly SubUser[], void, undefined> {
  const { shiftEvidence } = provider.traits.listing;
  const reading: Reading = { seen: new IdSet(), starts: [0], boundary: 0, total: undefined };
  const requests = new PageRequests(provider, request, call, signals);
  const cursors: (string | undefined)[] = [undefined];
  let index = 0;
  let barrenPages = 0;
  let front: Front | undefined;
  let stretch: Stretch | undefined;
  /** No stretch begins before this page. */
  let oneByOne = 1;
  let isRead = false;

  /** A stretch needs a front that was seen before any of its pages is asked for. */
  async function begin(): Promise<Stretch | undefined> {
    if (front?.total !== reading.total) {
      requests.forget();
      const page = await requests.take(undefined);
      index = placeOf(page, index, reading, shiftEvidence);
      front = frontOf(page);
    }
    if (front?.first !== undefined && front.total !== undefined && front.total === reading.total)
      return new Stretch(requests, front, index);
    oneByOne = index + pagesBetweenChecks;
    return undefined;
  }

  /** The pages that are not sure are read again, one after the other. */
  function stepBack({ sure }: Stretch): void {
    requests.forget();
    oneByOne = Math.max(index + 1, sure + pagesBetweenChecks);
    index = sure;
    reading.boundary = Math.min(reading.boundary, reading.starts[sure] ?? 0);
    front = undefined;
    stretch = undefined;
  }

  /** How many pages from this one on may be on their way. Where the end is not known they may be asked for in vain. */
  function depthAt(place: number): number {
    if (stretch !== undefined) return place + 1;
    return shiftEvidence === 'total' ? 1 : 1 + Math.floor(place / 4);
  }

  function askFrom(place: number): void {
    requests.ask(cursors.slice(place, place + Math.min(mostAhead, depthAt(place))));
  }

  try {
    for (;;) {
      if (barrenPages >= mostBarrenPages) {
        const what = `the list does not end: ${barrenPages} pages in a row had nothing new; please report this`;
        throw new SubUserError('unexpected-response', what, { carrier: provider.carrier, operation: 'list' });
      }
      barrenPages += 1;
      if (shiftEvidence === 'total' && stretch === undefined && index >= oneByOne && cursors.length > index + mostAhead)
        stretch = await begin();
      askFrom(index);
      const page = await requests.take(cursors[index]);
      if (stretch === undefined) {
        const place = placeOf(page, index, reading, shiftEvidence);
        if (place < index) {
          // Its rows come again. Until the gap before them is read they must not count as seen, or they would hide it.
          index = place;
          continue;
        }
        if (index === 0) front = frontOf(page);
      } else if (!stretch.fits(page)) {
        stepBack(stretch);
        continue;
      }
      const fresh = page.items.filter(({ id }) => reading.seen.add(id));
      if (fresh.length > 0) barrenPages = 0;
      const isEnd = page.next === undefined;
      const end = (reading.starts[index] ?? 0) + page.items.length;
      reading.boundary = Math.max(reading.boundary, end);
      reading.starts[index + 1] = end;
      // Pages that were guessed and lie elsewhere.
      if (cursors[index + 1] !== page.next) requests.forget();
      cursors.length = index + 1;
      if (!isEnd) cursors.push(page.next, ...(page.cursorsAhead ?? []));
      // A consumer that is content with the first page costs no more than that.
      if (index > 0) askFrom(index + 1);
      yield fresh;
      if (stretch !== undefined && !(await stretch.holds(index + 1, isEnd))) {
        stepBack(stretch);
        continue;
      }
      if (isEnd) {
        isRead = true;
        return;
      }
      index += 1;
    }
  } finally {
    requests.end(isRead);
  }
}
