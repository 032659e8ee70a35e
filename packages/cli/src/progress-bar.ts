import { say, type Terminal } from './terminal.ts';

export interface ProgressBar {
  advance(by?: number): void;
  stop(message: string): void;
}

function remaining(done: number, total: number, elapsedMs: number): string {
  if (done === 0 || elapsedMs < 1000) return '';
  const perSecond = (done * 1000) / elapsedMs;
  const seconds = Math.ceil((total - done) / perSecond);
  const left = seconds < 90 ? `${seconds} s` : `${Math.ceil(seconds / 60)} min`;
  return ` · ${perSecond.toFixed(1)}/s · ${left} left`;
}

/** A bar with rate and time left on a terminal; in a pipe nothing but the last message. */
export async function startProgress(
  terminal: Terminal,
  title: string,
  total: number,
  now: () => number,
): Promise<ProgressBar> {
  if (terminal.messages.isTTY !== true) return { advance: () => undefined, stop: (message) => say(terminal, message) };
  const { progress } = await import('@clack/prompts');
  const bar = progress({ max: Math.max(1, total), output: terminal.messages });
  const startedAt = now();
  let done = 0;
  bar.start(`${title} 0/${total}`);
  return {
    advance(by = 1) {
      done += by;
      bar.advance(by, `${title} ${done}/${total}${remaining(done, total, now() - startedAt)}`);
    },
    stop: (message) => bar.stop(message),
  };
}
