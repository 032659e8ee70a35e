import { type Clock, SubUserError } from '@subuser/core';
import type { Journal } from '../journal/journal.ts';

/** In milliseconds, where the carrier does not say how long to wait: it doubles each time, up to a minute. */
const [firstMs, longestMs] = [1_000, 60_000];

/** The carrier's “not now” behind a failure: that call was not applied, and the same call succeeds later. */
export function limitIn(error: unknown): SubUserError | undefined {
  if (!SubUserError.is(error)) return undefined;
  const { code, detail } = error;
  const isLimit = code === 'rate-limited' || (code === 'unavailable' && detail.retryAfterMs !== undefined);
  return isLimit ? error : limitIn(error.cause);
}

export interface PauseParts {
  clock: Clock;
  journal: Pick<Journal, 'append'>;
  /** Ends every pause. */
  signal: AbortSignal;
  /** Called with the length of each pause, in milliseconds. */
  onPause?: (milliseconds: number) => void;
}

/** Waits for a carrier that says “not now”. The steps of a run share it: while one is told to wait, no other begins. */
export class CarrierPause {
  readonly #parts: PauseParts;
  #endsAt = Number.NEGATIVE_INFINITY;
  #sleeping: Promise<void> | undefined;
  /** Pauses in a row whose length the carrier did not say. */
  #guesses = 0;

  constructor(parts: PauseParts) {
    this.#parts = parts;
  }

  /** Acts again for as long as the carrier says “not now”. Resolves with `undefined` if the signal aborts before that. */
  async persevere<T extends object>(act: () => Promise<T>): Promise<T | undefined> {
    for (;;) {
      await this.#pass();
      if (this.#parts.signal.aborted) return undefined;
      const end = await act();
      const error = 'error' in end ? end.error : undefined;
      if (error === undefined) this.#guesses = 0;
      const limit = limitIn(error);
      if (limit === undefined) return end;
      await this.#hold(limit);
    }
  }

  /** Begins a pause, or prolongs the present one; the one that began it records it in the journal. */
  async #hold({ detail: { retryAfterMs } }: SubUserError): Promise<void> {
    const { clock, journal, onPause } = this.#parts;
    const from = clock.monotonicMs();
    const isPaused = this.#endsAt > from;
    // The calls that were sent before the pause began all fail alike: together they are one guess.
    if (retryAfterMs === undefined && isPaused) return;
    const lengthMs = Math.max(1, retryAfterMs ?? Math.min(longestMs, firstMs * 2 ** this.#guesses));
    if (retryAfterMs === undefined) this.#guesses += 1;
    this.#endsAt = Math.max(this.#endsAt, from + lengthMs);
    if (isPaused) return;
    onPause?.(lengthMs);
    await this.#pass();
    await journal.append({ type: 'waited', durationMs: clock.monotonicMs() - from, at: clock.now() });
  }

  async #pass(): Promise<void> {
    const { clock, signal } = this.#parts;
    for (;;) {
      const restMs = this.#endsAt - clock.monotonicMs();
      if (restMs <= 0 || signal.aborted) return;
      // All steps wait for one timer.
      this.#sleeping ??= this.#sleep(restMs);
      await this.#sleeping;
    }
  }

  async #sleep(milliseconds: number): Promise<void> {
    const { clock, signal } = this.#parts;
    try {
      await clock.sleep(milliseconds, signal);
    } catch (error) {
      if (!signal.aborted) throw error;
    } finally {
      this.#sleeping = undefined;
    }
  }
}
