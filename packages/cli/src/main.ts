#!/usr/bin/env node
import { runProgram } from './program.ts';

function onInterrupt(listener: () => void): () => void {
  const signals = ['SIGINT', 'SIGTERM'] as const;
  for (const signal of signals) process.on(signal, listener);
  return () => {
    for (const signal of signals) process.off(signal, listener);
  };
}

// A reader that has seen enough (`| head`) is no error.
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code === 'EPIPE') process.exit(0);
  throw error;
});

process.exitCode = await runProgram({
  arguments: process.argv.slice(2),
  environment: process.env,
  directory: process.cwd(),
  input: process.stdin,
  output: process.stdout,
  messages: process.stderr,
  onInterrupt,
});
