import type { SubUser } from '../model/sub-user.ts';

type Result = IteratorResult<SubUser, undefined>;

/** A source of pages. `next()` resolves to `undefined` after the last page or an error; `end()` is called when the consumer stops early. */
export interface Pages {
  next(): Promise<readonly SubUser[] | undefined>;
  end(): Promise<unknown>;
}

/**
 * Iterates row by row over what is read page by page. It does what an async generator would, in one turn of the promise
 * queue for a row instead of three.
 */
export class RowIterator implements AsyncIterableIterator<SubUser, undefined> {
  readonly #pages: Pages;
  #page: readonly SubUser[] = [];
  #place = 0;
  /** The last call that has to wait; calls made meanwhile queue behind it. */
  #waiting: Promise<Result> | undefined;

  constructor(pages: Pages) {
    this.#pages = pages;
  }

  [Symbol.asyncIterator](): this {
    return this;
  }

  next(): Promise<Result> {
    const row = this.#waiting === undefined ? this.#take() : undefined;
    return row === undefined ? this.#enqueue(() => this.#read()) : Promise.resolve({ value: row, done: false });
  }

  return(): Promise<Result> {
    return this.#enqueue(async () => {
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

  #enqueue(work: () => Promise<Result>): Promise<Result> {
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
      // Lets the page's rows be freed while the next page is read.
      this.#page = [];
      const page = await this.#pages.next();
      if (page === undefined) return { value: undefined, done: true };
      this.#page = page;
      this.#place = 0;
    }
  }
}
