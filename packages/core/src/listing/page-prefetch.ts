import type { CallOptions, Page, PageRequest, SubUserProvider } from '../provider/provider.ts';
import type { SignalHub } from '../ports/signal-hub.ts';

/** The requests of one reading. A page can be requested before its turn. */
export class PagePrefetch {
  readonly #provider: Pick<SubUserProvider, 'listPage'>;
  readonly #request: PageRequest;
  readonly #signal: AbortSignal | undefined;
  readonly #signals: SignalHub;
  // No Map: its outgrown tables would keep page after page alive (docs/decisions/0011).
  readonly #requested: { cursor: string; page: Promise<Page> }[] = [];
  #ending: AbortController | undefined;
  #unlisten: (() => void) | undefined;
  #hasRead = false;
  #inFlight = 0;

  constructor(
    provider: Pick<SubUserProvider, 'listPage'>,
    request: PageRequest,
    { signal }: CallOptions,
    signals: SignalHub,
  ) {
    this.#provider = provider;
    this.#request = request;
    this.#signal = signal;
    this.#signals = signals;
  }

  /** Requests these pages unless they were requested already. If one fails, `take` rejects when it is its turn. */
  request(cursors: readonly (string | undefined)[]): void {
    if (this.#ending?.signal.aborted) return;
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
    return requested === undefined || this.#ending?.signal.aborted ? this.#list(cursor) : requested.page;
  }

  /** Discards the pages that were requested ahead. Their requests are left to finish: aborting would close their connections. */
  forget(): void {
    this.#requested.length = 0;
  }

  /** Aborts requests in flight if the consumer stops early. After a complete read they are left to finish, see `forget`. */
  end(isRead: boolean): void {
    this.#unlisten?.();
    if (!isRead && this.#inFlight > 0) this.#ending?.abort();
  }

  async #list(cursor: string | undefined): Promise<Page> {
    const request = cursor === undefined ? this.#request : { ...this.#request, cursor };
    const signal = this.#signalOfNext();
    this.#inFlight += 1;
    try {
      return await this.#provider.listPage(request, { signal });
    } finally {
      this.#inFlight -= 1;
    }
  }

  /**
   * The consumer waits for the first page, so it cannot stop early meanwhile, and the caller's own signal is enough. Most
   * lists have one page.
   */
  #signalOfNext(): AbortSignal | undefined {
    if (!this.#hasRead) {
      this.#hasRead = true;
      return this.#signal;
    }
    this.#ending ??= this.#listenToCaller();
    return this.#ending.signal;
  }

  #listenToCaller(): AbortController {
    const ending = new AbortController();
    const signal = this.#signal;
    if (signal?.aborted) ending.abort(signal.reason);
    this.#unlisten = signal && this.#signals.listen(signal, () => ending.abort(signal.reason));
    return ending;
  }
}
