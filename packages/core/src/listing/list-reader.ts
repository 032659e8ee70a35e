import { CompactIdSet } from './compact-id-set.ts';
import { shiftGuards } from './guards/shift-guards.ts';
import { PagePrefetch } from './page-prefetch.ts';
import { RowCount } from './row-count.ts';
import type { CallOptions, SubUserProvider } from '../provider/provider.ts';
import type { SignalHub } from '../ports/signal-hub.ts';
import { SubUserError } from '../model/sub-user-error.ts';
import type { Status, SubUser } from '../model/sub-user.ts';

/** Consecutive pages without a new row: more than any account changes between two pages. */
const mostBarrenPages = 1_000;

/** Pages that are in flight or wait for their turn, at most. */
const mostAhead = 8;

interface Reading<O> {
  provider: SubUserProvider<O>;
  status: Status | undefined;
  call: CallOptions;
  signals: SignalHub;
  /** What all readings of this list brought. */
  all: CompactIdSet;
  count: RowCount;
}

/** Reads the list from its front to its end, and yields what no reading has brought before. */
async function* readOnce<O>(
  { provider, status, call, signals, all, count }: Reading<O>,
  seen: CompactIdSet,
): AsyncGenerator<readonly SubUser[], void, undefined> {
  const Guard = shiftGuards[provider.traits.listing.shiftEvidence];
  const request = status !== undefined && Guard.allowsFilter ? { status } : {};
  const pages = new PagePrefetch(provider, request, call, signals);
  const guard = new Guard(pages, seen);
  const cursors: (string | undefined)[] = [undefined];
  let index = 0;
  let barrenPages = 0;
  let isRead = false;

  function requestFrom(place: number): void {
    pages.request(cursors.slice(place, place + Math.min(mostAhead, guard.depthAt(place))));
  }

  try {
    while (!isRead) {
      if (barrenPages >= mostBarrenPages) {
        const what = `the list does not end: ${barrenPages} pages in a row had nothing new; please report this`;
        throw new SubUserError('unexpected-response', what, { carrier: provider.carrier, operation: 'list' });
      }
      barrenPages += 1;
      index = await guard.begin(index, cursors.length > index + mostAhead);
      requestFrom(index);
      const taken = await pages.take(cursors[index]);
      const page = count.believable(taken, guard.endOf(taken, index));
      const gap = guard.gapBefore(page, index);
      if (gap !== undefined) {
        // This page is read again. Until then its rows must not count as seen, or they would hide the gap.
        index = gap;
        continue;
      }
      const fresh = page.items.filter(({ id }) => seen.add(id));
      if (fresh.length > 0) barrenPages = 0;
      // The carrier guessed cursors ahead that proved wrong.
      if (cursors[index + 1] !== page.next) pages.forget();
      cursors.length = index + 1;
      if (page.next !== undefined) cursors.push(page.next, ...(page.cursorsAhead ?? []));
      // A consumer that stops within the first page costs one request.
      if (index > 0) requestFrom(index + 1);
      const added = seen === all ? fresh : fresh.filter(({ id }) => all.add(id));
      count.add(added.length);
      yield status === undefined ? added : added.filter((subUser) => subUser.status === status);
      const following = await guard.pass(page, index);
      isRead = (page.next === undefined && following > index) || (seen !== all && count.isReached);
      index = following;
    }
  } finally {
    pages.end(isRead);
  }
}

/**
 * All sub-users of a carrier (with this status), each once, in batches: the new rows of a page at a time. It misses none
 * that exists from the first request to the last, though others are created and deleted meanwhile: the carrier's
 * `listing.shiftEvidence` shows that rows moved, and the reader then returns to the last page that is certain.
 * docs/listing.md contains the proof. From the second page on, pages are requested ahead.
 *
 * A list with fewer rows than the carrier says is read again, and refused as `unexpected-response` if it remains so.
 */
export async function* readList<O>(
  provider: SubUserProvider<O>,
  { status }: { status?: Status | undefined },
  call: CallOptions,
  signals: SignalHub,
): AsyncGenerator<readonly SubUser[], void, undefined> {
  const all = new CompactIdSet();
  const count = new RowCount(provider.carrier);
  const reading = { provider, status, call, signals, all, count };
  yield* readOnce(reading, all);
  while (!count.isWhole()) yield* readOnce(reading, new CompactIdSet());
}
