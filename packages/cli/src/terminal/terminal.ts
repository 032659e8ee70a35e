import type { Readable, Writable } from 'node:stream';

export type Screen = Writable & { isTTY?: boolean; columns?: number };

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
  /** Calls back on every SIGINT and SIGTERM. Returns a function that ends that. */
  onInterrupt(listener: () => void): () => void;
}

export function say(terminal: Terminal, text: string): void {
  terminal.messages.write(`${text}\n`);
}

export function print(terminal: Terminal, text: string): void {
  terminal.output.write(`${text}\n`);
}

/** Colours only on a terminal, and not under NO_COLOR (no-color.org: present and not empty). */
export function isColourful({ environment, messages }: Terminal): boolean {
  return messages.isTTY === true && !environment['NO_COLOR'] && environment['TERM'] !== 'dumb';
}
