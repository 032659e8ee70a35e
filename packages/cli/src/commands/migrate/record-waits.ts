import { subscribe, unsubscribe } from 'node:diagnostics_channel';
import type { Journal } from '@subuser/migrate';

// Shorter ones are not seen in a chart.
const shortestMs = 50;

function isWait(event: unknown): event is { durationMs: number } {
  if (typeof event !== 'object' || event === null) return false;
  return 'type' in event && event.type === 'wait' && 'durationMs' in event && typeof event.durationMs === 'number';
}

/** Writes down when carriers make us wait, for the report's chart; returns the way to stop. */
export function recordWaits(journal: Journal, now: () => number): () => void {
  const listener = (event: unknown): void => {
    if (!isWait(event) || event.durationMs < shortestMs) return;
    // Of no step: if it cannot be written, the next entry of a step cannot either, and that one is awaited.
    journal.append({ type: 'waited', durationMs: event.durationMs, at: now() }).catch(() => undefined);
  };
  subscribe('subuser:call', listener);
  return () => unsubscribe('subuser:call', listener);
}
