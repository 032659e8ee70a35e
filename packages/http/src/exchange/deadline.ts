import { timerLimitMs } from '../timer-limit.ts';

/**
 * One timer for all phases of an attempt. Postponing the deadline costs no timer: the old one fires, sees that it is early
 * and waits again. It runs on real time, since it watches real sockets, and is never early.
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

  /** Final: a deadline set afterwards never passes. */
  clear(): void {
    clearTimeout(this.#timer);
    this.#fires = -Infinity;
  }

  #arm(now: number): void {
    clearTimeout(this.#timer);
    const delay = Math.min(Math.ceil(this.#due - now), timerLimitMs);
    this.#fires = now + delay;
    // On a busy machine a phase may start after its deadline; Node warns of negative delays.
    this.#timer = setTimeout(() => this.#look(), Math.max(0, delay));
  }

  #look(): void {
    const now = performance.now();
    if (now >= this.#due) this.#onPassed();
    else this.#arm(now);
  }
}
