import type { ProgressBar } from '../../terminal/progress-bar.ts';
import { say, type Terminal } from '../../terminal/terminal.ts';

/** Shorter ones are over before anybody wonders. */
const shortestMs = 5_000;

/** Says why nothing moves while the carrier makes us wait. */
export function sayPause(
  terminal: Terminal,
  bar: ProgressBar | undefined,
  carrier: string,
  milliseconds: number,
): void {
  if (milliseconds < shortestMs) return;
  bar?.clear();
  say(terminal, `${carrier} allows no more requests for now: continuing in ${Math.ceil(milliseconds / 1000)} s.`);
}
