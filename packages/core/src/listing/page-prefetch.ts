import type { CallOptions, Page, PageRequest, SubUserProvider } from '../provider/provider.ts';
import type { SignalHub } from '../ports/signal-hub.ts';

/** The requests of one reading. A page can be requested before its turn. */
export class PagePrefetch {
  readonly #list: (cursor: string | undefined) => Promise<Page>;
  // No Map: its outgrown tables would keep page after page alive (docs/decisions/0011).
  readonly #requested: { cursor: string; page: Promise<Page> }[] = [];
  readonly #ending = new AbortController();
  readonly #unlisten: (() => void) | undefined;
  #inFlight = 0;

  constructor(
    provider: Pick<SubUserProvider, 'listPage'>,
    request: PageRequest,
    { signal }: CallOptions,
    signals: SignalHub,
  ) {
    const ending = this.#ending;
    if (signal?.aborted) ending.abort(signal.reason);
    this.#unlisten = signal && signals.listen(signal, () => ending.abort(signal.reason));
    this.#list = async (cursor) => {
      this.#inFlight += 1;
      try {
        return await provider.listPage(cursor === undefined ? request : { ...request, cursor }, {
          signal: ending.signal,
        });
      } finally {
        this.#inFlight -= 1;
      }
    };
  }

  /** Requests these pages unless they were requested already. If one fails, `take` rejects when it is its turn. */
  request(cursors: readonly (string | undefined)[]): void {
    if (this.#ending.signal.aborted) return;
    for (const cursor of cursors) {
      if (cursor === undefined || this.#requested.some((each) => each.cursor === cursor)) continue;
      const page = this.#list(cursor);
      page.catch(() => undefined);
      this.#requested.push({ cursor, page });
    }
  }

  /** The page at this cursor, requested ahead or now; without a cursor, the first page, requested now. */
  take(cursor: string | undefined): Promise<Page> {
    const place = this.#requested.findIndex((each) => each.cursor === cursor);
    const [requested] = place < 0 ? [] : this.#requested.splice(place, 1);
    return requested === undefined || this.#ending.signal.aborted ? this.#list(cursor) : requested.page;
  }

  /** Discards the pages that were requested ahead. Their requests are left to finish: aborting would close their connections. */
  forget(): void {
    this.#requested.length = 0;
  }

  /** Aborts requests in flight if the consumer stops early. After a complete read they are left to finish, see `forget`. */
  end(isRead: boolean): void {
    this.#unlisten?.();
    if (!isRead && this.#inFlight > 0) this.#ending.abort();
  }
}
