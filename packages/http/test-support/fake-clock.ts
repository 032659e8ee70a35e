import type { Clock } from '@subuser/core';

interface Sleeper {
  due: number;
  wake(): void;
}

/** A clock that stands until `advance` moves it; sleepers wake in order, each at its own time. */
export class FakeClock implements Clock {
  #now: number;
  readonly sleepers = new Set<Sleeper>();
  /** Every delay that was asked for. */
  readonly delays: number[] = [];

  constructor(now = Date.UTC(2026, 0, 1)) {
    this.#now = now;
  }

  now(): number {
    return this.#now;
  }

  sleep(milliseconds: number, signal?: AbortSignal): Promise<void> {
    this.delays.push(milliseconds);
    return new Promise((resolve, reject) => {
      const onAbort = (): void => {
        this.sleepers.delete(sleeper);
        reject(signal?.reason);
      };
      const sleeper: Sleeper = {
        due: this.#now + milliseconds,
        wake: () => {
          this.sleepers.delete(sleeper);
          signal?.removeEventListener('abort', onAbort);
          resolve();
        },
      };
      signal?.addEventListener('abort', onAbort);
      this.sleepers.add(sleeper);
    });
  }

  async advance(milliseconds: number): Promise<void> {
    const end = this.#now + milliseconds;
    await settle();
    for (;;) {
      const [next] = [...this.sleepers].filter(({ due }) => due <= end).toSorted((one, two) => one.due - two.due);
      if (next === undefined) break;
      this.#now = Math.max(this.#now, next.due);
      next.wake();
      await settle();
    }
    this.#now = end;
    await settle();
  }

  /** As when the operator corrects the time of day. */
  set(now: number): void {
    this.#now = now;
  }
}

/** Lets all promises that can go on do so. */
export const settle = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

/** A clock whose sleeps are over at once; it moves by what was slept. */
export class HastyClock implements Clock {
  #now = Date.UTC(2026, 0, 1);
  readonly delays: number[] = [];

  now(): number {
    return this.#now;
  }

  sleep(milliseconds: number): Promise<void> {
    this.delays.push(milliseconds);
    this.#now += milliseconds;
    return Promise.resolve();
  }
}
