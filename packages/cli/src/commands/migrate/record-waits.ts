import { subscribe, unsubscribe } from 'node:diagnostics_channel';
import type { Journal } from '@subuser/migrate';

// A chart does not show shorter waits.
const shortestMs = 50;

function isWait(event: unknown): event is { durationMs: number } {
  if (typeof event !== 'object' || event === null) return false;
  return 'type' in event && event.type === 'wait' && 'durationMs' in event && typeof event.durationMs === 'number';
}

/** Records when carriers make us wait, for the report's chart. Returns a function that stops it. */
export function recordWaits(journal: Journal, now: () => number): () => void {
  const listener = (event: unknown): void => {
    if (!isWait(event) || event.durationMs < shortestMs) return;
    // Not awaited: if it cannot be written, neither can the next entry of a step, which is awaited.
    journal.append({ type: 'waited', durationMs: event.durationMs, at: now() }).catch(() => undefined);
  };
  subscribe('subuser:call', listener);
  return () => unsubscribe('subuser:call', listener);
}
