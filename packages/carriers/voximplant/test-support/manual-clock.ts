import type { Clock } from '@subuser/core';

/** A clock that stands still until it is moved; a sleep moves it. */
export class ManualClock implements Clock {
  time: number;
  readonly slept: number[] = [];

  constructor(time: number) {
    this.time = time;
  }

  now(): number {
    return this.time;
  }

  async sleep(milliseconds: number): Promise<void> {
    this.slept.push(milliseconds);
    this.time += milliseconds;
  }
}
