import type { TornEnd } from '@subuser/migrate';
import { say, type Terminal } from '../terminal/terminal.ts';

/** Reports that the torn end of a journal or a sealed file was moved. */
export function sayTorn(terminal: Terminal, { file, copy, bytes }: TornEnd): void {
  say(terminal, `The last line of ${file} was incomplete, as after a kill: its ${bytes} bytes are in ${copy} now.`);
}
