import type { Retries } from '../connection-options.ts';

// Up to here the delays of the call's own retries do.
const tolerated = 2;

/**
 * How long a connection pauses where its carrier says “too many requests” and not for how long. While it says so again and
 * again, the pause doubles; half of what it took in all is where the next one begins. So a limit of so many a minute costs two
 * or three refusals a minute, and a single refusal costs nothing. In milliseconds of a monotonic clock.
 */
export class LearnedPause {
  readonly #retries: Pick<Retries, 'baseMs' | 'maxMs'>;
  /** Refusals in a row, and how long was paused for them. */
  #refusals = 0;
  #pausedMs = 0;
  #lastAt = -Infinity;
  #learnedMs = 0;

  constructor(retries: Pick<Retries, 'baseMs' | 'maxMs'>) {
    this.#retries = retries;
  }

  /** How long to pause after a refusal. One that was on its way before the last pause began teaches nothing. */
  afterRefusal(startedAt: number, now: number): number {
    if (startedAt < this.#lastAt) return 0;
    const { baseMs, maxMs } = this.#retries;
    const factor = 2 ** this.#refusals;
    const guessMs = this.#refusals < tolerated ? 0 : baseMs * factor;
    const pauseMs = Math.min(maxMs, Math.max((this.#learnedMs / 2) * factor, guessMs));
    this.#refusals += 1;
    this.#pausedMs += pauseMs;
    this.#lastAt = now;
    return Math.ceil(pauseMs);
  }

  onSuccess(startedAt: number): void {
    if (this.#refusals === 0 || startedAt < this.#lastAt) return;
    this.#learnedMs = this.#pausedMs;
    this.#refusals = 0;
    this.#pausedMs = 0;
  }
}
