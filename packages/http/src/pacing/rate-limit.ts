import type { Pace } from '../connection-options.ts';

/** Timers are a millisecond or two late, more on a busy machine; without a tolerance each delay would add to the next. */
const lateMs = 20;

/**
 * When the next request may start, by the generic cell rate algorithm (GCRA, ITU-T I.371): in any window of `w`
 * milliseconds at most `burst + w * perSecond / 1000` start, where no `burst` is given `1 + (w + 20) * perSecond / 1000`.
 * Times are in milliseconds.
 */
export class RateLimit {
  readonly #interval: number;
  readonly #tolerance: number;
  /** When the next would start if all came evenly (the "theoretical arrival time"). */
  #due = -Infinity;
  #pausedUntil = -Infinity;
  #seen = -Infinity;

  constructor(pace: Pick<Pace, 'perSecond' | 'burst'>) {
    this.#interval = pace.perSecond === undefined ? 0 : 1000 / pace.perSecond;
    this.#tolerance = pace.burst === undefined ? lateMs : this.#interval * (pace.burst - 1);
  }

  /** In whole milliseconds, rounded up, so that a timer that long is never early; 0 or less: now. */
  waitMs(now: number): number {
    this.#follow(now);
    return Math.ceil(Math.max(this.#due - this.#tolerance, this.#pausedUntil) - now);
  }

  take(now: number): void {
    this.#follow(now);
    this.#due = Math.max(this.#due, now) + this.#interval;
  }

  /** A shorter pause within a longer one changes nothing. */
  pause(now: number, milliseconds: number): void {
    this.#follow(now);
    this.#pausedUntil = Math.max(this.#pausedUntil, now + milliseconds);
  }

  /** If the wall clock is set back by an hour, requests must not wait for that hour. */
  #follow(now: number): void {
    const back = this.#seen - now;
    if (back > 0) {
      this.#due -= back;
      this.#pausedUntil -= back;
    }
    this.#seen = now;
  }
}
