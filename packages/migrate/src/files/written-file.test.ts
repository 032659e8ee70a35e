import type * as FileCalls from 'node:fs';
import type * as FilePromises from 'node:fs/promises';
import { link, lstat, mkdtemp, readdir, readFile, rm, stat, symlink, writeFile } from 'node:fs/promises';
import { writeSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { createFileSystem } from './file-system.ts';
import { createWhole, realPathOf, replaceWhole } from './written-file.ts';

vi.mock('node:fs', async (original) => {
  const real = await original<typeof FileCalls>();
  return { ...real, writeSync: vi.fn<typeof real.writeSync>(real.writeSync) };
});
vi.mock('node:fs/promises', async (original) => {
  const real = await original<typeof FilePromises>();
  return { ...real, link: vi.fn<typeof real.link>(real.link) };
});
const { writeSync: write } = await vi.importActual<typeof FileCalls>('node:fs');

let folder = '';
let path = '';

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'written-'));
  path = join(folder, 'file');
});
afterEach(async () => {
  vi.mocked(writeSync).mockImplementation(write);
  await rm(folder, { recursive: true });
});

/** A disk whose calls write at most so many bytes, and which is full after so many calls. */
function limitWrites(most: number, calls = Number.POSITIVE_INFINITY): void {
  let left = calls;
  vi.mocked(writeSync).mockImplementation(((fd: number, bytes: Uint8Array, from: number) => {
    if ((left -= 1) < 0) throw Object.assign(new Error('ENOSPC: no space left on device, write'), { code: 'ENOSPC' });
    return write(fd, bytes, from, Math.min(most, bytes.length - from));
  }) as typeof writeSync);
}

test('a call that writes fewer bytes than asked is continued', async () => {
  limitWrites(3);
  const file = await createFileSystem().open(path);
  await file.write(Buffer.from('one line\n'));
  await file.close();
  expect(await readFile(path, 'utf8')).toBe('one line\n');
  await replaceWhole(path, ['another', ' line\n']);
  expect(await readFile(path, 'utf8')).toBe('another line\n');
});

test('a call that writes nothing is an error, not an endless loop', async () => {
  limitWrites(0);
  await expect(createWhole(path, 'text')).rejects.toThrow('the file takes no more bytes');
});

test('a full disk leaves the earlier file as it was, and no other', async () => {
  await createWhole(path, 'earlier');
  limitWrites(3, 2);
  await expect(replaceWhole(path, 'the new text')).rejects.toMatchObject({ code: 'ENOSPC' });
  limitWrites(3, 2);
  await expect(createWhole(join(folder, 'new'), 'the new text')).rejects.toMatchObject({ code: 'ENOSPC' });
  expect(await readFile(path, 'utf8')).toBe('earlier');
  expect(await readdir(folder)).toEqual(['file']);
});

test('a text whose making fails half-way leaves the earlier file as it was, and no other', async () => {
  await createWhole(path, 'earlier');
  function* pieces(): Generator<string> {
    yield 'x'.repeat(1_000_000);
    throw new Error('no more');
  }
  await expect(replaceWhole(path, pieces())).rejects.toThrow('no more');
  expect([await readFile(path, 'utf8'), await readdir(folder)]).toEqual(['earlier', ['file']]);
});

test('a new file has its mode, and one that is replaced is for its owner alone', async () => {
  await createWhole(path, 'public', 0o644);
  expect((await stat(path)).mode & 0o777).toBe(0o644);
  await replaceWhole(path, 'private');
  expect((await stat(path)).mode & 0o777).toBe(0o600);
});

describe('without hard links', () => {
  test.each(['EPERM', 'ENOTSUP', 'ENOSYS'])('(%s) a file is created all the same, by one alone', async (code) => {
    const refuse = (): Promise<never> => Promise.reject(Object.assign(new Error(code), { code }));
    vi.mocked(link).mockImplementationOnce(refuse).mockImplementationOnce(refuse);
    const made = await Promise.all([createWhole(path, 'one'), createWhole(path, 'two')]);
    expect(made.toSorted()).toEqual([false, true]);
    expect(await readFile(path, 'utf8')).toBe(made[0] ? 'one' : 'two');
    expect(await readdir(folder)).toEqual(['file']);
  });
});

describe('a symbolic link', () => {
  test('is the same file, also before it exists', async () => {
    const name = join(folder, 'link');
    await symlink('file', name);
    expect(await realPathOf(name)).toBe(path);
    await writeFile(path, '');
    expect([await realPathOf(name), await realPathOf(path)]).toEqual([path, path]);
    await expect(realPathOf(join(folder, 'none', 'file'))).rejects.toMatchObject({ code: 'ENOENT' });
  });

  test('stays one when its file is replaced', async () => {
    const name = join(folder, 'link');
    await symlink('file', name);
    await replaceWhole(name, 'text');
    expect([(await lstat(name)).isSymbolicLink(), await readFile(path, 'utf8')]).toEqual([true, 'text']);
  });
});

test('a device is no file to append to', async () => {
  await expect(createFileSystem().open('/dev/null')).rejects.toThrow('it is not a regular file');
});
