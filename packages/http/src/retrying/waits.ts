import { setMaxListeners } from 'node:events';
import type { Clock } from '@subuser/core';

function createEnding(): AbortController {
  const ending = new AbortController();
  // Every waiting call listens to it; by default Node warns of a leak after ten.
  setMaxListeners(0, ending.signal);
  return ending;
}

/** What ends the waits of all calls of a connection: its closing, or a pause that the carrier asked for and nobody waits for. */
export class Waits {
  readonly #clock: Pick<Clock, 'monotonicMs'>;
  #ending = createEnding();
  #isClosed = false;
  #heldUntil: number | undefined;

  constructor(clock: Pick<Clock, 'monotonicMs'>) {
    this.#clock = clock;
  }

  /** Aborts as soon as nobody may wait any longer. A call keeps the one that it began with. */
  get signal(): AbortSignal {
    return this.#ending.signal;
  }

  get isClosed(): boolean {
    return this.#isClosed;
  }

  /** How long every call has to fail yet, in milliseconds; 0: it need not. */
  heldMs(): number {
    if (this.#heldUntil === undefined) return 0;
    const leftMs = this.#heldUntil - this.#clock.monotonicMs();
    if (leftMs <= 0) this.#heldUntil = undefined;
    return Math.max(0, leftMs);
  }

  close(): void {
    this.#isClosed = true;
    this.#ending.abort();
  }

  /** Lets every call fail for so long, also those that are waiting. */
  hold(milliseconds: number): void {
    this.#heldUntil = this.#clock.monotonicMs() + Math.max(milliseconds, this.heldMs());
    const ended = this.#ending;
    if (!this.#isClosed) this.#ending = createEnding();
    ended.abort();
  }
}
