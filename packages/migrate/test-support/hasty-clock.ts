import type { Clock } from '@subuser/core';

/** A clock whose sleeps are over at once; it moves by what was slept, and does what was planned for a moment on the way. */
export class HastyClock implements Clock {
  #now = Date.UTC(2026, 0, 1);
  readonly #plans: { at: number; act: () => Promise<unknown> }[] = [];

  now(): number {
    return this.#now;
  }

  plan(inMs: number, act: () => Promise<unknown>): void {
    this.#plans.push({ at: this.#now + inMs, act });
  }

  async sleep(milliseconds: number): Promise<void> {
    this.#now += milliseconds;
    for (const { at, act } of this.#plans.splice(0)) {
      if (at <= this.#now) await act();
      else this.#plans.push({ at, act });
    }
  }
}
