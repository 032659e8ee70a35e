import { channel } from 'node:diagnostics_channel';
import type { CallEvent } from './call-event.ts';

/** Runs what is not ours and must not decide how a call ends: what it throws, or rejects with, is dropped. */
export function quietly(foreign: () => unknown): void {
  try {
    const returned = foreign();
    if (returned instanceof Promise) returned.catch(() => undefined);
  } catch {
    // A write that succeeded must not be reported as failed, since its listener has a bug.
  }
}

/** Hands events to `onEvent` and to the diagnostics channel `subuser:call`; `undefined` where nobody listens. */
export function createObserver(
  onEvent: ((event: CallEvent) => void) | undefined,
): () => ((event: CallEvent) => void) | undefined {
  const calls = channel('subuser:call');
  const tell = (event: CallEvent): void => {
    if (onEvent !== undefined) quietly(() => onEvent(event));
    if (calls.hasSubscribers) calls.publish(event);
  };
  return () => (onEvent !== undefined || calls.hasSubscribers ? tell : undefined);
}
