import { once } from 'node:events';
import { PassThrough } from 'node:stream';
import { runProgram } from 'subuser';
import { expect } from 'vitest';

/** Runs `emulate` until it says how to stop it and `whenUp` has seen its output, then sends SIGINT. Returns the messages. */
export async function emulate(
  directory: string,
  line: string,
  whenUp: (output: string) => Promise<void>,
): Promise<string> {
  const output = new PassThrough();
  const messages = new PassThrough();
  let interrupt: () => void = () => undefined;
  const ended = runProgram({
    arguments: ['emulate', ...line.split(' ').filter((part) => part !== '')],
    environment: {},
    directory,
    input: new PassThrough(),
    output,
    messages,
    onInterrupt(listener) {
      interrupt = listener;
      return () => undefined;
    },
  });
  let said = '';
  while (!said.includes('Ctrl+C')) {
    const [chunk] = (await Promise.race([once(messages, 'data'), ended.then(() => [])])) as [Buffer?];
    if (chunk === undefined) throw new Error(`emulate ended: ${said}`);
    said += chunk.toString();
  }
  await whenUp(String(output.read()));
  interrupt();
  expect(await ended).toBe(0);
  return said;
}
