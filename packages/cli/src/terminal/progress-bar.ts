import { styleText } from 'node:util';
import type { Printable } from './printable.ts';
import { isColourful, say, type Terminal } from './terminal.ts';

export interface ProgressBar {
  advance: (by?: number) => void;
  /** Removes the bar from the screen until it next advances, so that a line can be written. */
  clear: () => void;
  stop: (message: string) => void;
}

const width = 40;
const shortestMs = 100;
const eraseLine = '\r\u001B[2K' as Printable;

function remaining(done: number, total: number, elapsedMs: number): string {
  if (done === 0 || elapsedMs < 1000) return '';
  const perSecond = (done * 1000) / elapsedMs;
  const seconds = Math.ceil((total - done) / perSecond);
  const left = seconds < 90 ? `${seconds} s` : `${Math.ceil(seconds / 60)} min`;
  return ` · ${perSecond.toFixed(1)}/s · ${left} left`;
}

/**
 * A bar with rate and time left on a terminal; in a pipe only the last message. It reads no keys: in raw mode Ctrl+C
 * arrives as a key, and no longer as a signal.
 */
export function startProgress(terminal: Terminal, title: string, total: number, now: () => number): ProgressBar {
  const { messages } = terminal;
  if (messages.isTTY !== true)
    return { advance: () => undefined, clear: () => undefined, stop: (message) => say(terminal, message) };
  const colours = isColourful(terminal);
  const paint = (style: 'magenta' | 'dim', text: string): string =>
    colours ? styleText(style, text, { validateStream: false }) : text;
  const startedAt = now();
  let done = 0;
  let drawnAt = Number.NEGATIVE_INFINITY;

  function draw(): void {
    const at = now();
    if (at - drawnAt < shortestMs && done < total) return;
    drawnAt = at;
    const columns = messages.columns ?? 80;
    // A line that wraps could not be erased.
    const words = `${title} ${done}/${total}${remaining(done, total, at - startedAt)}`.slice(0, columns - 2);
    const room = Math.max(0, Math.min(width, columns - words.length - 2));
    const full = total === 0 ? room : Math.floor((room * Math.min(done, total)) / total);
    const bar = `${paint('magenta', '━'.repeat(full))}${paint('dim', '─'.repeat(room - full))}`;
    messages.write(`${eraseLine}${bar} ${words}` as Printable);
  }

  draw();
  return {
    advance(by = 1) {
      done += by;
      draw();
    },
    clear() {
      messages.write(eraseLine);
      drawnAt = Number.NEGATIVE_INFINITY;
    },
    stop(message) {
      messages.write(eraseLine);
      say(terminal, message);
    },
  };
}
