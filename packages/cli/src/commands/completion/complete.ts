import { Argument, type Command } from 'commander';
import { visible } from '../../terminal/printable.ts';
import { print, printCells, type Terminal } from '../../terminal/terminal.ts';
import { type Context, describedCommand } from '../context.ts';
import { shellScripts } from './shell-scripts.ts';
import { readTyped } from './typed-line.ts';

/** Prints the script that teaches a shell to call `completeLine`. */
export function completeCommand({ terminal }: Context): Command {
  return describedCommand('complete', 'print the completion script of a shell', 'complete bash >> ~/.bashrc')
    .addArgument(new Argument('<shell>').choices(Object.keys(shellScripts)))
    .action((shell: keyof typeof shellScripts) => print(terminal, shellScripts[shell].trim().split('\n')));
}

/**
 * Prints what the last word may become, each with its description behind a tab, and then `:0` if the shell is to complete
 * files, or else `:4`. A configuration that cannot be read, or a carrier that does not answer, has nothing to offer.
 */
export async function completeLine(program: Command, typed: readonly string[], terminal: Terminal): Promise<void> {
  const line = readTyped(program, typed);
  const { candidates } = await import('./candidates.ts');
  const found = await candidates(line, terminal).catch(() => []);
  // A word with characters that cannot be shown would become another one.
  const fitting = (found ?? []).filter(({ word }) => word.startsWith(line.current) && word === visible(word));
  for (const { word, description = '' } of fitting) printCells(terminal, [word, description]);
  print(terminal, found === undefined ? ':0' : ':4');
}
