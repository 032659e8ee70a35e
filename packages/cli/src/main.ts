#!/usr/bin/env node
import { exitCode } from './commands/exit-code.ts';
import { runProgram } from './program.ts';

function onInterrupt(listener: () => void): () => void {
  const signals = ['SIGINT', 'SIGTERM'] as const;
  for (const signal of signals) process.on(signal, listener);
  return () => {
    for (const signal of signals) process.off(signal, listener);
  };
}

/**
 * A reader that has seen enough (`| head`) is no error. What listens for Ctrl+C has something in flight, and finishes it.
 * Returns what a lost output makes of an exit code.
 */
function watchOutput(): (code: number) => number {
  let lost: string | undefined;
  process.stdout.on('error', ({ code }: NodeJS.ErrnoException) => {
    if (lost !== undefined) return;
    lost = code ?? 'unknown';
    const isError = lost !== 'EPIPE';
    if (isError) process.stderr.write(`error: the output could not be written (${lost})\n`);
    if (!process.emit('SIGINT')) process.exit(isError ? exitCode.error : exitCode.done);
  });
  return (code) => (code === exitCode.done && lost !== undefined && lost !== 'EPIPE' ? exitCode.error : code);
}

const endingOf = watchOutput();
// There is nobody left to tell.
process.stderr.on('error', () => undefined);

const code = await runProgram({
  arguments: process.argv.slice(2),
  environment: process.env,
  directory: process.cwd(),
  input: process.stdin,
  output: process.stdout,
  messages: process.stderr,
  onInterrupt,
});
process.exitCode = endingOf(code);
