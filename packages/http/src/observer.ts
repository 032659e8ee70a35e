import { channel } from 'node:diagnostics_channel';
import type { CallEvent } from './call-event.ts';

/** Runs foreign code that must not change how a call ends: its exceptions and rejections are dropped. */
export function quietly(foreign: () => unknown): void {
  try {
    const returned = foreign();
    if (returned instanceof Promise) returned.catch(() => undefined);
  } catch {
    // A bug in a listener must not make a successful write look failed.
  }
}

/** Hands events to `onEvent` and to the diagnostics channel `subuser:call`; `undefined` without listeners. */
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
