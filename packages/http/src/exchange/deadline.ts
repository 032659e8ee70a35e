import { timerLimitMs } from '../timer-limit.ts';

/**
 * One timer for all phases of an attempt. Moving the deadline away costs no timer: the old one fires, sees that it is early
 * and goes on waiting. Real time, since it watches real sockets; never early.
 */
export class Deadline {
  readonly #onPassed: () => void;
  #due = Infinity;
  #fires = Infinity;
  #timer: NodeJS.Timeout | undefined;

  constructor(onPassed: () => void) {
    this.#onPassed = onPassed;
  }

  /** In `performance.now()` terms. */
  set(due: number, now: number): void {
    this.#due = due;
    if (due < this.#fires) this.#arm(now);
  }

  /** For good: a deadline that is set afterwards does not pass either. */
  clear(): void {
    clearTimeout(this.#timer);
    this.#fires = -Infinity;
  }

  #arm(now: number): void {
    clearTimeout(this.#timer);
    const delay = Math.min(Math.ceil(this.#due - now), timerLimitMs);
    this.#fires = now + delay;
    // Below 0 on a busy machine, where a phase may end after its time and before its timer: Node would warn of it.
    this.#timer = setTimeout(() => this.#look(), Math.max(0, delay));
  }

  #look(): void {
    const now = performance.now();
    if (now >= this.#due) this.#onPassed();
    else this.#arm(now);
  }
}
