import { createMemoryProvider } from '../src/memory/index.ts';
import { memoryTraits } from '../src/memory/memory-traits.ts';
import type { Page, SubUserProvider } from '../src/provider/provider.ts';
import { readList } from '../src/listing/list-reader.ts';
import { SignalHub } from '../src/ports/signal-hub.ts';
import type { SubUser, SubUserId } from '../src/model/sub-user.ts';
import type { Traits } from '../src/model/traits.ts';
import { settled } from '../src/testing/settled.ts';

/** The reply to a request with this cursor, from the current rows; `'0'` is the first page. */
export type ShowPage = (rows: readonly SubUserId[], cursor: string) => Page;

export function itemsOf(ids: readonly SubUserId[]): SubUser[] {
  return ids.map((id) => ({ carrier: 'memory', id, name: id, status: 'active', native: undefined }));
}

/** Records a request when it arrives, not when it is served, and serves requests in any order. */
export class SlowCarrier {
  readonly rows: SubUserId[] = [];
  readonly asked: string[] = [];
  /** Requests that have not been served yet, in the order of arrival. */
  readonly waiting: {
    cursor: string;
    signal: AbortSignal | undefined;
    serve: () => void;
    fail: (error: Error) => void;
  }[] = [];
  readonly provider: SubUserProvider;
  #created = 0;

  constructor(listing: Traits['listing'], show: ShowPage, count: number) {
    for (let each = 0; each < count; each += 1) this.create();
    this.provider = {
      ...createMemoryProvider({ traits: { ...memoryTraits, listing } }),
      listPage: ({ cursor = '0' }, call) =>
        new Promise((resolve, reject) => {
          this.asked.push(cursor);
          const serve = (): void => resolve(show(this.rows, cursor));
          this.waiting.push({ cursor, signal: call?.signal, serve, fail: reject });
        }),
    };
  }

  /** Adds a row in front of the one at this place. */
  create(place = 0): void {
    this.#created += 1;
    this.rows.splice(place, 0, `m${this.#created}`);
  }

  /** Serves one of the waiting requests. */
  serve(place: number): void {
    const [request] = this.waiting.splice(place % this.waiting.length, 1);
    request?.serve();
  }
}

export function read({ provider }: SlowCarrier): { ids: SubUserId[]; done: Promise<void>; isDone: () => boolean } {
  const ids: SubUserId[] = [];
  let isDone = false;
  const run = async (): Promise<void> => {
    for await (const fresh of readList(provider, {}, {}, new SignalHub())) ids.push(...fresh.map(({ id }) => id));
    isDone = true;
  };
  return { ids, done: run(), isDone: () => isDone };
}

/** Serves requests in the order of arrival. */
export async function serveAll(carrier: SlowCarrier, until: () => boolean): Promise<void> {
  for (await settled(); !until(); await settled()) if (carrier.waiting.length > 0) carrier.serve(0);
}
