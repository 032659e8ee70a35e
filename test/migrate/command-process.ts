import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import type { Session } from './direction.ts';

const briefWaits = new URL('brief-waits.ts', import.meta.url).href;

const program = [
  '--conditions=@subuser/source',
  `--import=${new URL('../support/loopback-guard.ts', import.meta.url).href}`,
  `--import=data:text/javascript,import { shortenWaits } from '${briefWaits}'; shortenWaits();`,
  fileURLToPath(new URL('../../packages/cli/src/main.ts', import.meta.url)),
];

/** How a process ended: `code` is null if a signal ended it. */
export interface ProcessEnd {
  code: number | null;
  signal: NodeJS.Signals | null;
  data: string;
  messages: string;
}

export interface Surroundings {
  /** The most blocks of 512 bytes that a file may have, by the shell's `ulimit -f`. */
  fileLimit?: number;
  /** A command that starts another one, such as `unshare`. */
  within?: readonly string[];
}

/** The command as a process of its own, from the sources. */
export class CommandProcess {
  readonly ended: Promise<ProcessEnd>;
  readonly #child: ChildProcess;
  #data = '';
  #messages = '';

  constructor({ folder, environment }: Session, line: string, { fileLimit, within = [] }: Surroundings = {}) {
    const words = [...program, ...line.split(' ')];
    const settings = { cwd: folder, env: { ...environment, NO_COLOR: '1' } };
    const limited = ['/bin/sh', '-c', `ulimit -f ${fileLimit}; exec "$0" "$@"`];
    const [file = '', ...parameters] = [...within, ...(fileLimit ? limited : []), process.execPath, ...words];
    this.#child = spawn(file, parameters, settings);
    this.#child.stdout?.on('data', (chunk: Buffer) => (this.#data += chunk.toString()));
    this.#child.stderr?.on('data', (chunk: Buffer) => (this.#messages += chunk.toString()));
    this.ended = once(this.#child, 'close').then(([code, signal]) => ({
      code: code as number | null,
      signal: signal as NodeJS.Signals | null,
      data: this.#data,
      messages: this.#messages,
    }));
  }

  get pid(): number {
    return this.#child.pid ?? 0;
  }

  kill(signal: NodeJS.Signals): void {
    this.#child.kill(signal);
  }

  /** Resolves as soon as its messages contain these words; rejects if it ends without them. */
  async says(words: string): Promise<void> {
    const end = async (): Promise<void> => {
      const { messages } = await this.ended;
      if (!messages.includes(words)) throw new Error(`it ended and said: ${messages}`);
    };
    const ending = end();
    while (!this.#messages.includes(words))
      await Promise.race([once(this.#child.stderr ?? this.#child, 'data'), ending]);
  }
}

export function runProcess(session: Session, line: string, surroundings?: Surroundings): Promise<ProcessEnd> {
  return new CommandProcess(session, line, surroundings).ended;
}
