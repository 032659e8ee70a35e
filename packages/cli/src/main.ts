#!/usr/bin/env node
import { exitCode } from './commands/exit-code.ts';
import { runProgram } from './program.ts';
import type { Terminal } from './terminal/terminal.ts';

/** Ctrl+C, a request to end, a terminal that is gone (a dropped SSH session), and Ctrl+\. */
const signals = ['SIGINT', 'SIGTERM', 'SIGHUP', 'SIGQUIT'] as const;

interface Interrupts {
  /** True once a command was interrupted. */
  hasBegun: boolean;
  on: Terminal['onInterrupt'];
}

function watchSignals(): Interrupts {
  const interrupts: Interrupts = {
    hasBegun: false,
    on(listener) {
      const act = (): void => {
        interrupts.hasBegun = true;
        listener();
      };
      for (const signal of signals) process.on(signal, act);
      return () => {
        for (const signal of signals) process.off(signal, act);
      };
    },
  };
  return interrupts;
}

/**
 * A reader that stops early (`| head`) is not an error. A command that listens for Ctrl+C has requests in flight and
 * finishes them. Returns a function that gives the exit code, which depends on a lost output.
 */
function watchOutput(interrupts: Interrupts): (code: number) => number {
  let lost: string | undefined;
  process.stdout.on('error', ({ code }: NodeJS.ErrnoException) => {
    if (lost !== undefined) return;
    lost = code ?? 'unknown';
    const isError = lost !== 'EPIPE';
    if (isError) process.stderr.write(`error: the output could not be written (${lost})\n`);
    // A terminal that is gone sends SIGHUP, too: together they are one interrupt.
    if (interrupts.hasBegun) return;
    if (!process.emit('SIGINT')) process.exit(isError ? exitCode.error : exitCode.done);
  });
  return (code) => (code === exitCode.done && lost !== undefined && lost !== 'EPIPE' ? exitCode.error : code);
}

const interrupts = watchSignals();
const endingOf = watchOutput(interrupts);
// Nobody can read messages any more.
process.stderr.on('error', () => undefined);

const code = await runProgram({
  arguments: process.argv.slice(2),
  environment: process.env,
  directory: process.cwd(),
  input: process.stdin,
  output: process.stdout,
  messages: process.stderr,
  onInterrupt: interrupts.on,
});
process.exitCode = endingOf(code);
