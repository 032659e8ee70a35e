import { PassThrough } from 'node:stream';
import { runProgram, type Terminal } from 'subuser';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { linesOf, openSession, type Session } from './session.ts';

let session: Session;

beforeAll(async () => {
  session = await openSession();
});
afterAll(() => session.close());

/** The command on a terminal, where somebody presses a key at the question. */
async function runAnswering(key: string, line: string): Promise<{ code: number; messages: string }> {
  const input = Object.assign(new PassThrough(), { isTTY: true, setRawMode: () => undefined });
  const messages = Object.assign(new PassThrough(), { isTTY: true, columns: 80 });
  let text = '';
  messages.on('data', (chunk: Buffer) => {
    text += chunk.toString();
    if (text.includes('Delete')) setImmediate(() => input.emit('keypress', key, { name: key, sequence: key }));
  });
  const terminal: Terminal = {
    arguments: line.split(' '),
    environment: session.environment,
    directory: session.folder,
    input,
    output: new PassThrough(),
    messages,
    onInterrupt: () => () => undefined,
  };
  return { code: await runProgram(terminal), messages: text };
}

test.each([
  ['n', 3],
  ['\u0003', 3],
  ['y', 0],
])('%j at “Delete …?” ends with %i', async (key, code) => {
  session.vobiz.control.reset();
  const { data } = await session.run('create --profile old --name Acme --json');
  const [{ id } = { id: '' }] = linesOf<{ id: string }>(data);
  const ending = await runAnswering(key, `delete --profile old ${id}`);
  expect([ending.code, ending.messages.includes('Nothing was deleted.')]).toEqual([code, code === 3]);
  expect(linesOf((await session.run('list --profile old --json')).data)).toHaveLength(code === 3 ? 1 : 0);
});
