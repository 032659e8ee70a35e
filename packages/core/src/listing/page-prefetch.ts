import type { CallOptions, Page, PageRequest, SubUserProvider } from '../provider/provider.ts';
import type { SignalHub } from '../ports/signal-hub.ts';

/** The requests of one reading. A page can be asked for before its turn; whatever is on its way at the end is ended. */
export class PageRequests {
  readonly #list: (cursor: string | undefined) => Promise<Page>;
  // No Map: its outgrown tables would keep page after page alive (docs/decisions/0011).
  readonly #asked: { cursor: string; page: Promise<Page> }[] = [];
  readonly #ending = new AbortController();
  readonly #unlisten: (() => void) | undefined;
  #underWay = 0;

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
      this.#underWay += 1;
      try {
        return await provider.listPage(cursor === undefined ? request : { ...request, cursor }, {
          signal: ending.signal,
        });
      } finally {
        this.#underWay -= 1;
      }
    };
  }

  /** Asks for these pages unless they are on their way already. What becomes of them is told when it is their turn. */
  ask(cursors: readonly (string | undefined)[]): void {
    if (this.#ending.signal.aborted) return;
    for (const cursor of cursors) {
      if (cursor === undefined || this.#asked.some((each) => each.cursor === cursor)) continue;
      const page = this.#list(cursor);
      page.catch(() => undefined);
      this.#asked.push({ cursor, page });
    }
  }

  /** The page, be it asked for already or not; the first without a cursor. */
  take(cursor: string | undefined): Promise<Page> {
    const place = this.#asked.findIndex((each) => each.cursor === cursor);
    const [asked] = place < 0 ? [] : this.#asked.splice(place, 1);
    return asked === undefined || this.#ending.signal.aborted ? this.#list(cursor) : asked.page;
  }

  /** The pages that were asked for count no more. They are not cut off: that would cost their connections. */
  forget(): void {
    this.#asked.length = 0;
  }

  /** What is still on its way for a consumer that breaks off is ended. Behind the end of a list it is let come, see `forget`. */
  end(isRead: boolean): void {
    this.#unlisten?.();
    if (!isRead && this.#underWay > 0) this.#ending.abort();
  }
}
