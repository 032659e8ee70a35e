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
 * A reader that stops early (`| head`) is not an error. A command that listens for Ctrl+C has requests in flight and
 * finishes them. Returns a function that gives the exit code, which depends on a lost output.
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
// Nobody can read messages any more.
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
