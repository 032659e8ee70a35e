import { execFile } from 'node:child_process';
import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openSession, type Session } from './session.ts';

let session: Session;

beforeAll(async () => {
  session = await openSession();
});
afterAll(() => session.close());

/** The words that are offered for the last one, and whether the shell completes files. */
async function offered(...typed: string[]): Promise<{ words: string[]; files: boolean }> {
  const { code, data, messages } = await session.run('complete --', ...typed);
  expect([code, messages]).toEqual([0, '']);
  const lines = data.trimEnd().split('\n');
  const end = lines.pop();
  expect(end).toMatch(/^:[04]$/u);
  return { words: lines.map((line) => line.split('\t')[0] ?? ''), files: end === ':0' };
}

const words = async (...typed: string[]): Promise<string[]> => (await offered(...typed)).words;

describe('words', () => {
  test('commands and options', async () => {
    expect(await words('migrate', 'pl')).toEqual(['plan']);
    expect(await words('')).toEqual(expect.arrayContaining(['carriers', 'password', 'help']));
    expect(await words('list', '--profile', 'old', '--s')).toEqual(['--status', '--sort']);
    expect(await words('list', '--con')).toEqual(['--config']);
    expect(await words('get', '')).toEqual([]);
  });

  test('choices and fields', async () => {
    expect(await words('list', '--status', '')).toEqual(['active', 'disabled', 'blocked']);
    expect(await words('list', '--sort', 'cr')).toEqual(['createdAt']);
    expect(await words('list', '--columns', 'id,na')).toEqual(['id,name']);
    expect(await words('complete', 'z')).toEqual(['zsh']);
  });

  test('profiles, as each shell splits its line', async () => {
    expect(await words('list', '--profile', 'o')).toEqual(['old', 'other']);
    expect(await words('list', '--profile=o')).toEqual(['old', 'other']);
    expect(await words('list', '--profile', '=', 'o')).toEqual(['old', 'other']);
    expect(await words('list', '--profile', '=')).toEqual(['old', 'other', 'new']);
    expect(await words('migrate', 'plan', '--from', 'old', '--to', 'n')).toEqual(['new']);
  });

  test('grants of the account: its vocabulary, or what it answers', async () => {
    expect(await words('create', '--profile', 'old', '--grant', '')).toEqual(['calls', 'cdr']);
    expect(session.accounts.old.control.requests).toEqual([]);
    expect(await words('update', '1', '--profile=new', '--grant', 'Sup')).toEqual(['Support', 'Supervisor']);
  });

  test.each([
    [['import', '']],
    [['import', 'a.csv', '--seal', '']],
    [['migrate', 'apply', 'pl']],
    [['migrate', 'plan', '--map', '']],
    [['secrets', 'keygen', '--out', '']],
    [['create', '--recipient', 'k']],
    [['list', '--config=']],
  ])('files are left to the shell: %j', async (typed) => {
    expect(await offered(...typed)).toEqual({ words: [], files: true });
  });

  test('nothing, and no error, where the configuration or the account does not answer', async () => {
    expect(await words('list', '--config', 'none.json', '--profile', '')).toEqual([]);
    expect(await words('create', '--grant', '')).toEqual([]);
  });

  test('no word that a terminal would obey', async () => {
    await session.write('odd.config.json', {
      profiles: { 'a\u001B[2J': session.profiles.old, a: session.profiles.old },
    });
    expect(await words('list', '--config', 'odd.config.json', '--profile', '')).toEqual(['a']);
  });
});

test('bash takes every word as a word, and none as a command', async () => {
  const { data: script } = await session.run('complete bash');
  const odd = ['$(touch ran)', '`touch ran`', 'two words', ';touch ran', "it's"];
  await session.write(
    'odd.bash',
    `${script}
subuser() { printf '%s\\tits description\\n' ${odd.map((word) => `'${word.replaceAll("'", String.raw`'\''`)}'`).join(' ')}; echo :4; }
COMP_WORDS=(subuser update 1 --grant '') COMP_CWORD=4
_subuser 2>/dev/null
eval "printf '%s\\n' \${COMPREPLY[*]}"
`,
  );
  const { stdout } = await promisify(execFile)('bash', ['odd.bash'], { cwd: session.folder });
  expect(stdout.trimEnd().split('\n')).toEqual(odd);
  expect(await readdir(join(session.folder))).not.toContain('ran');
});
