import type { Clock } from '../ports/clock.ts';

interface Sleeper {
  due: number;
  wake(): void;
}

/**
 * A clock for tests: no time passes but what a test or a sleep makes pass. By default a sleep ends at once and moves the
 * clock by what was slept; with `sleeps: 'until-advanced'` sleepers wait until `advance` reaches them.
 */
export class ManualClock implements Clock {
  /** Milliseconds since 1970 UTC; set it as an operator would correct the time of day. */
  time: number;
  /** Every delay that was asked for, in milliseconds. */
  readonly delays: number[] = [];
  readonly #sleepsUntilAdvanced: boolean;
  readonly #sleepers = new Set<Sleeper>();
  readonly #plans: { at: number; act: () => Promise<unknown> }[] = [];

  constructor(time: number = Date.UTC(2026, 0, 1), options: { sleeps?: 'at-once' | 'until-advanced' } = {}) {
    this.time = time;
    this.#sleepsUntilAdvanced = options.sleeps === 'until-advanced';
  }

  /** How many sleep at present. */
  get sleepers(): number {
    return this.#sleepers.size;
  }

  now(): number {
    return this.time;
  }

  /** Calls `act` when the clock has moved by `inMs`, in the order of the times that were planned. */
  plan(inMs: number, act: () => Promise<unknown>): void {
    this.#plans.push({ at: this.time + inMs, act });
  }

  async sleep(milliseconds: number, signal?: AbortSignal): Promise<void> {
    signal?.throwIfAborted();
    this.delays.push(milliseconds);
    if (this.#sleepsUntilAdvanced) return await this.#wait(milliseconds, signal);
    this.time += milliseconds;
    await this.#runPlans();
  }

  /** Moves the clock. Sleepers wake in the order of their times, each at its own time. */
  async advance(milliseconds: number): Promise<void> {
    const end = this.time + milliseconds;
    await settled();
    for (;;) {
      const due = [...this.#sleepers].filter((sleeper) => sleeper.due <= end);
      const [next] = due.toSorted((one, other) => one.due - other.due);
      if (next === undefined) break;
      this.time = Math.max(this.time, next.due);
      next.wake();
      await settled();
    }
    this.time = end;
    await this.#runPlans();
    await settled();
  }

  async #runPlans(): Promise<void> {
    for (const { at, act } of this.#plans.splice(0).toSorted((one, other) => one.at - other.at)) {
      if (at <= this.time) await act();
      else this.#plans.push({ at, act });
    }
  }

  #wait(milliseconds: number, signal: AbortSignal | undefined): Promise<void> {
    return new Promise((resolve, reject) => {
      const onAbort = (): void => {
        this.#sleepers.delete(sleeper);
        reject(signal?.reason);
      };
      const sleeper: Sleeper = {
        due: this.time + milliseconds,
        wake: () => {
          this.#sleepers.delete(sleeper);
          signal?.removeEventListener('abort', onAbort);
          resolve();
        },
      };
      signal?.addEventListener('abort', onAbort);
      this.#sleepers.add(sleeper);
    });
  }
}

/** Resolves once every promise that can continue has continued. */
function settled(): Promise<void> {
  return new Promise((resolve) => setImmediate(resolve));
}
