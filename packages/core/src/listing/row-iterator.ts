import type { SubUser } from '../model/sub-user.ts';

type Result = IteratorResult<SubUser, undefined>;

/** Where rows come from. `next` gives `undefined` behind the last page and after an error; `end` is called by who breaks off. */
export interface Pages {
  next(): Promise<readonly SubUser[] | undefined>;
  end(): Promise<unknown>;
}

/**
 * Row by row what is read page by page. It does what an async generator would, in one turn of the promise queue for a row
 * instead of three.
 */
export class Rows implements AsyncIterableIterator<SubUser, undefined> {
  readonly #pages: Pages;
  #page: readonly SubUser[] = [];
  #place = 0;
  /** The last of what has to wait; what is asked for meanwhile waits behind it. */
  #waiting: Promise<Result> | undefined;

  constructor(pages: Pages) {
    this.#pages = pages;
  }

  [Symbol.asyncIterator](): this {
    return this;
  }

  next(): Promise<Result> {
    const row = this.#waiting === undefined ? this.#take() : undefined;
    return row === undefined ? this.#inLine(() => this.#read()) : Promise.resolve({ value: row, done: false });
  }

  return(): Promise<Result> {
    return this.#inLine(async () => {
      this.#page = [];
      await this.#pages.end();
      return { value: undefined, done: true };
    });
  }

  #take(): SubUser | undefined {
    const row = this.#page[this.#place];
    this.#place += 1;
    return row;
  }

  #inLine(work: () => Promise<Result>): Promise<Result> {
    const result = this.#waiting === undefined ? work() : this.#waiting.then(work, work);
    this.#waiting = result;
    const leave = (): void => {
      if (this.#waiting === result) this.#waiting = undefined;
    };
    result.then(leave, leave);
    return result;
  }

  async #read(): Promise<Result> {
    for (let row = this.#take(); ; row = this.#take()) {
      if (row !== undefined) return { value: row, done: false };
      // Nobody needs it while the next one is waited for.
      this.#page = [];
      const page = await this.#pages.next();
      if (page === undefined) return { value: undefined, done: true };
      this.#page = page;
      this.#place = 0;
    }
  }
}
