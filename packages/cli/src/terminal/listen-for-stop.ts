import { say, type Terminal } from './terminal.ts';

export interface Stop {
  /** Aborts at the first Ctrl+C, or another signal to end: finish what is in flight. */
  gently: AbortSignal;
  /** Aborts at the second: cancel that as well. */
  now: AbortSignal;
  end: () => void;
}

export function listenForStop(terminal: Terminal, message: string): Stop {
  const gently = new AbortController();
  const now = new AbortController();
  const end = terminal.onInterrupt(() => {
    if (gently.signal.aborted) return now.abort();
    // On a terminal the line already contains the progress bar and ^C.
    say(terminal, terminal.messages.isTTY ? ['', message] : message);
    gently.abort();
  });
  return { gently: gently.signal, now: now.signal, end };
}
