import { mkdtemp, readdir, readFile, rm, stat, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { openFileJournal, readJournal } from './file-journal.ts';
import type { JournalEntry } from './journal-entry.ts';
import type { Journal } from './journal.ts';

let folder = '';
let path = '';

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'journal-'));
  path = join(folder, 'plan.journal');
});
afterEach(() => rm(folder, { recursive: true }));

const entries: readonly JournalEntry[] = [
  { type: 'begin', plan: 'd1', at: 1 },
  { type: 'intent', step: 's1', nonce: 'n1', at: 2 },
  { type: 'intent', step: 's2', at: 3 },
  { type: 'sealed', step: 's1', nonce: 'n1', target: 't1', at: 4 },
  { type: 'done', step: 's1', target: 't1', at: 5 },
  { type: 'failed', step: 's2', code: 'not-found', message: 'gone “é”', at: 6 },
  { type: 'failed', step: 's3', code: 'outcome-unknown', message: 'lost', openAttempts: ['n3'], at: 7 },
  { type: 'undo-intent', step: 's1', target: 't1', at: 8 },
  { type: 'undone', step: 's1', target: 't1', at: 9 },
  { type: 'waited', durationMs: 10, at: 10 },
];

const all = async (journal: Journal): Promise<JournalEntry[]> => (await Array.fromAsync(journal.entries())).flat();

describe('a journal on a real disk', () => {
  test('returns every kind of entry, can be read while it is open, and is for its owner alone', async () => {
    const journal = await openFileJournal(path);
    expect(await all(journal)).toEqual([]);
    await Promise.all(entries.map((entry) => journal.append(entry)));
    expect(await readJournal(path)).toEqual(entries);
    await journal.close();
    expect((await stat(path)).mode & 0o777).toBe(0o600);
    expect(await readdir(folder)).toEqual(['plan.journal']);
    const again = await openFileJournal(path);
    expect(await all(again)).toEqual(entries);
    await again.close();
  });

  test.each(['', '\n'])('a copy of itself behind it (cat a a) changes nothing', async (end) => {
    const text = entries.map((entry) => `${JSON.stringify(entry)}\n`).join('');
    const later: JournalEntry = { type: 'intent', step: 's9', at: 11 };
    // Twice, then an earlier state of the file, and then an entry of a later run.
    const earlier = text.split('\n').slice(0, 4).join('\n');
    await writeFile(path, `${text}${text}${earlier}\n${JSON.stringify(later)}${end}`);
    expect(await readJournal(path)).toEqual([...entries, later]);
    const journal = await openFileJournal(path);
    expect(await all(journal)).toEqual([...entries, later]);
    await journal.close();
  });

  test('a torn line that is read is not counted, and not changed', async () => {
    const text = '{"type":"begin","plan":"d1","at":1}\n{"type":"int';
    await writeFile(path, text);
    expect(await readJournal(path)).toEqual([entries[0]]);
    expect(await readFile(path, 'utf8')).toBe(text);
  });

  test('by a symbolic link is the same file', async () => {
    const name = join(folder, 'other.journal');
    await symlink(path, name);
    const journal = await openFileJournal(name);
    await expect(openFileJournal(path)).rejects.toMatchObject({ code: 'locked' });
    await journal.close();
  });

  test('a partial line is cut off on disk', async () => {
    await writeFile(path, '{"type":"begin","plan":"d1","at":1}\n{"type":"int');
    const journal = await openFileJournal(path);
    await journal.append({ type: 'intent', step: 's1', at: 2 });
    await journal.close();
    expect(await readFile(path, 'utf8')).toBe(
      '{"type":"begin","plan":"d1","at":1}\n{"type":"intent","step":"s1","at":2}\n',
    );
  });

  test('JSON that is not an entry is refused, even in the last line', async () => {
    await writeFile(path, '{"type":"begin","plan":"d1","at":1}\n{"type":"new kind"}\n');
    const message = `${path}: line 2 is damaged (not a journal entry); restore the file, or correct that line`;
    await expect(openFileJournal(path)).rejects.toThrow(message);
    await expect(readJournal(path)).rejects.toThrow(message);
  });

  test('is refused to a second opener, naming this process', async () => {
    const journal = await openFileJournal(path);
    await expect(openFileJournal(path)).rejects.toThrow(`${path}.lock is held by process ${process.pid} on `);
    await journal.close();
  });
});
