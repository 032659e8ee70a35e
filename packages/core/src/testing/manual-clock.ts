import type { Clock } from '../ports/clock.ts';
import { settled } from './settled.ts';

interface Sleeper {
  due: number;
  wake(): void;
}

interface Plan {
  at: number;
  act: () => Promise<unknown>;
}

export interface ManualClockOptions {
  /** Milliseconds since 1970 UTC at which it starts; by default the first moment of 2026. */
  time?: number;
  /** `at-once` (the default): a sleep moves the clock and ends. `until-advanced`: it ends when `advance` reaches its end. */
  sleeps?: 'at-once' | 'until-advanced';
}

/** A clock for tests. Only a sleep, `advance`, `stall` or an assignment to `time` moves it; real time never does. */
export class ManualClock implements Clock {
  /** Milliseconds since 1970 UTC. Assign to it to correct the time of day, as an operator would: no time passes, nobody wakes. */
  time: number;
  /** Every delay that `sleep` was given, in milliseconds, in order. */
  readonly delays: number[] = [];
  readonly #sleeps: ManualClockOptions['sleeps'];
  readonly #sleepers = new Set<Sleeper>();
  #elapsedMs = 0;
  #plans: Plan[] = [];

  constructor({ time = Date.UTC(2026, 0, 1), sleeps = 'at-once' }: ManualClockOptions = {}) {
    this.time = time;
    this.#sleeps = sleeps;
  }

  /** The number of sleeps that have not ended. */
  get sleepers(): number {
    return this.#sleepers.size;
  }

  now(): number {
    return this.time;
  }

  /** The milliseconds that have passed since it was made. */
  monotonicMs(): number {
    return this.#elapsedMs;
  }

  /** Lets time pass while no timer fires, as on a machine that is too busy. */
  stall(milliseconds: number): void {
    this.time += milliseconds;
    this.#elapsedMs += milliseconds;
  }

  /** Calls `act` as soon as a sleep or `advance` has moved the clock by `inMs`, earlier plans first. */
  plan(inMs: number, act: () => Promise<unknown>): void {
    this.#plans.push({ at: this.#elapsedMs + inMs, act });
  }

  async sleep(milliseconds: number, signal?: AbortSignal): Promise<void> {
    signal?.throwIfAborted();
    this.delays.push(milliseconds);
    if (this.#sleeps === 'until-advanced') return this.#untilAdvanced(milliseconds, signal);
    this.stall(milliseconds);
    await this.#runPlans();
  }

  /** Moves the clock and wakes sleepers in the order of their ends, each at its own time. */
  async advance(milliseconds: number): Promise<void> {
    const end = this.#elapsedMs + milliseconds;
    await settled();
    for (let next = this.#nextUntil(end); next !== undefined; next = this.#nextUntil(end)) {
      this.stall(Math.max(0, next.due - this.#elapsedMs));
      next.wake();
      await settled();
    }
    this.stall(end - this.#elapsedMs);
    await this.#runPlans();
    await settled();
  }

  #nextUntil(end: number): Sleeper | undefined {
    const due = [...this.#sleepers].filter((sleeper) => sleeper.due <= end);
    return due.toSorted((one, other) => one.due - other.due)[0];
  }

  async #runPlans(): Promise<void> {
    const due = this.#plans.filter(({ at }) => at <= this.#elapsedMs).toSorted((one, other) => one.at - other.at);
    this.#plans = this.#plans.filter(({ at }) => at > this.#elapsedMs);
    for (const { act } of due) await act();
  }

  #untilAdvanced(milliseconds: number, signal: AbortSignal | undefined): Promise<void> {
    return new Promise((resolve, reject) => {
      const onAbort = (): void => {
        this.#sleepers.delete(sleeper);
        reject(signal?.reason);
      };
      const sleeper: Sleeper = {
        due: this.#elapsedMs + milliseconds,
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
