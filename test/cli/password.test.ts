import { PassThrough } from 'node:stream';
import { runProgram, type Terminal } from 'subuser';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { linesOf, openSession, type Session } from './session.ts';

const next = 'Xw5-gT7=hR2@';

let session: Session;
let count = 0;
let made: { id: string; login: string; secret: string };

beforeAll(async () => {
  session = await openSession();
  await session.run('secrets keygen --out keys');
});
afterAll(() => session.close());

beforeEach(async () => {
  count += 1;
  const seal = `${count}.jwe`;
  await session.run(`create --profile new --name support-${count} --seal ${seal} --recipient keys/public.jwk.json`);
  const { data } = await session.run(`secrets open ${seal} --key keys/private.jwk.json --json --reveal`);
  [made = { id: '', login: '', secret: '' }] = linesOf<typeof made>(data);
});

const signsIn = (secret: string): boolean => session.accounts.new.control.authenticates(made.login, secret);

describe('password', () => {
  test('from a file of two lines, which a file from Windows is, too', async () => {
    await session.write('passwords', `\uFEFF${made.secret}\r\n${next}\r\n`);
    const line = 'password --profile new --from passwords --json';
    const { code, data, messages } = await session.run(`${line} --by-name ${made.login}`);
    expect([code, linesOf(data), messages]).toEqual([0, [{ passwordChanged: made.id }], '']);
    expect([signsIn(made.secret), signsIn(next)]).toEqual([false, true]);
  });

  async function runWith(input: Terminal['input'], line: string, isTTY = false): Promise<[number, string]> {
    const messages = Object.assign(new PassThrough(), { isTTY, columns: 80 });
    const { environment, folder: directory } = session;
    const screens = { input, output: new PassThrough(), messages };
    const onInterrupt = () => () => undefined;
    let text = '';
    messages.on('data', (chunk: Buffer) => (text += chunk.toString()));
    const code = await runProgram({ arguments: line.split(' '), environment, directory, ...screens, onInterrupt });
    return [code, text];
  }

  test('from stdin', async () => {
    const input = new PassThrough();
    input.end(`${made.secret}\n${next}`);
    const [code, text] = await runWith(input, `password ${made.id} --profile new --from -`);
    expect([code, text]).toEqual([0, `Changed the password of ${made.id}.\n`]);
    expect(signsIn(next)).toBe(true);
  });

  /** Types each answer at the next question. */
  async function answer(answers: readonly string[]): Promise<[number, string]> {
    const input = Object.assign(new PassThrough(), { isTTY: true, setRawMode: () => undefined });
    const left = [...answers];
    const running = runWith(input, `password ${made.id} --profile new`, true);
    const press = (name: string, sequence = name): boolean => input.emit('keypress', sequence, { name, sequence });
    const over = new AbortController();
    void running.then(() => over.abort());
    while (!over.signal.aborted) {
      await new Promise((resolve) => setImmediate(resolve));
      if (input.listenerCount('keypress') === 0) continue;
      const [text] = left.splice(0, 1);
      if (text === '\u0003') press('c', text);
      else if (text !== undefined) {
        input.write(text);
        await new Promise((resolve) => setImmediate(resolve));
        press('return', '\r');
      }
    }
    return running;
  }

  test('asked for on a terminal, and never shown', async () => {
    const [code, text] = await answer([made.secret, next, next]);
    expect(text).toContain(`The present password of ${made.id} on new`);
    expect(text).toContain(`Changed the password of ${made.id}.`);
    expect([code, signsIn(next)]).toEqual([0, true]);
    expect(text).not.toContain(next);
    expect(text).not.toContain(made.secret);
  });

  test('a new password that is mistyped, and Ctrl+C: nothing is sent', async () => {
    const [code, text] = await answer([made.secret, next, `${next}!`]);
    expect([code, text]).toEqual([1, expect.stringContaining('not the same the second time')]);
    const [stopped, said] = await answer([made.secret, '\u0003']);
    expect([stopped, said]).toEqual([3, expect.stringContaining('Nothing was changed.')]);
    expect(signsIn(made.secret)).toBe(true);
  });

  test.each([
    ['password 1 --profile old', 'error (unsupported): ', 'cannot change a password'],
    ['password 1 --profile new', 'error (failed-precondition): ', 'Name a file that contains both with --from'],
    ['password 1 --profile new --from one-line', 'error (invalid-argument): ', 'one-line must have two lines'],
    ['password 1 --profile new --from weak', 'error (invalid-argument): ', 'must have at least'],
  ])('%s', async (line, opening, says) => {
    await session.write('one-line', 'a\n');
    await session.write('weak', `a\nb\n`);
    const { code, data, messages } = await session.run(line);
    expect([code, data]).toEqual([1, '']);
    expect(messages.startsWith(opening)).toBe(true);
    expect(messages).toContain(says);
  });
});

test('verification', async () => {
  const { data } = await session.run('create --profile old --name Acme --json');
  const [{ id } = { id: '' }] = linesOf<{ id: string }>(data);
  const asked = await session.run(`verification ${id} --profile old --json`);
  expect([asked.code, linesOf(asked.data)]).toEqual([0, [{ id, state: 'not-required', callsBlocked: false }]]);
  const forPeople = await session.run('verification Acme --by-name --profile old');
  expect(forPeople.data).toBe(`id            ${id}\nverification  not-required\ncalls         allowed\n`);
  expect((await session.run('verification 1 --profile new')).messages).toContain('error (unsupported)');
});
