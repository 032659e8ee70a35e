import type { Readable } from 'node:stream';
import { type Printable, visible, visibleJson, visibleLines } from './printable.ts';

/** A `Writable` that is written to in this folder alone. */
export interface Screen {
  isTTY?: boolean;
  columns?: number;
  write(text: Printable): unknown;
}

/** All of the process that a command uses; tests pass their own. */
export interface Terminal {
  /** The command line without the command's own name. */
  arguments: readonly string[];
  environment: Readonly<Record<string, string | undefined>>;
  directory: string;
  input: Readable & { isTTY?: boolean };
  /** Only data. */
  output: Screen;
  /** Progress, questions, notes and errors. */
  messages: Screen;
  /** Calls back on every SIGINT, SIGTERM, SIGHUP and SIGQUIT. Returns a function that ends that. */
  onInterrupt(listener: () => void): () => void;
}

/** One line or several: each text is one, whatever it contains. */
type Lines = string | readonly string[];

function printableOf(lines: Lines): Printable {
  const all = typeof lines === 'string' ? [lines] : lines;
  return `${all.map(visible).join('\n')}\n` as Printable;
}

export function say({ messages }: Terminal, lines: Lines): void {
  messages.write(printableOf(lines));
}

export function print({ output }: Terminal, lines: Lines): void {
  output.write(printableOf(lines));
}

/** Cells with a tab between them, for a program. */
export function printCells({ output }: Terminal, cells: readonly string[]): void {
  output.write(`${cells.map(visible).join('\t')}\n` as Printable);
}

export function sayJson({ messages }: Terminal, value: object): void {
  messages.write(visibleJson(`${JSON.stringify(value)}\n`));
}

export function printJson({ output }: Terminal, value: object): void {
  output.write(visibleJson(`${JSON.stringify(value)}\n`));
}

/** JSON that is text already, comments allowed. */
export function printJsonText({ output }: Terminal, text: string): void {
  output.write(visibleJson(text));
}

/** Data of another form, such as CSV: exact in a pipe or a file, where nothing obeys it. */
export function printData({ output }: Terminal, text: string): void {
  output.write(output.isTTY === true ? visibleLines(text) : (text as Printable));
}

/** Colours only on a terminal, and not under NO_COLOR (no-color.org: present and not empty). */
export function isColourful({ environment, messages }: Terminal): boolean {
  return messages.isTTY === true && !environment['NO_COLOR'] && environment['TERM'] !== 'dumb';
}
