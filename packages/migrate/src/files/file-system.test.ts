import { mkdtemp, open, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, onTestFinished, test, vi } from 'vitest';
import { createFileSystem } from './file-system.ts';

let folder = '';
let path = '';

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'files-'));
  path = join(folder, 'lines');
});
afterEach(() => rm(folder, { recursive: true }));

// Whether bytes survive a loss of power cannot be seen by reading them back: what is asked of the kernel can be.
test('a file’s name is durable once it is open, and its lines once they are synced', async () => {
  const any = await open(folder, 'r');
  const handles: object = Object.getPrototypeOf(any);
  await any.close();
  const syncs: string[] = [];
  for (const name of ['sync', 'datasync'] as const)
    vi.spyOn(handles as typeof any, name).mockImplementation(async () => void syncs.push(name));
  onTestFinished(() => void vi.restoreAllMocks());

  const file = await createFileSystem().open(path);
  expect(syncs).toEqual(['sync']);
  await file.write(Buffer.from('line\n'));
  expect(syncs).toEqual(['sync']);
  await file.sync();
  expect(syncs).toEqual(['sync', 'datasync']);
  await file.close();
});

test('places once, replaces, reads and removes, and leaves nothing behind', async () => {
  const files = createFileSystem();
  expect(await files.read(path)).toBeUndefined();
  expect(await files.place(path, 'one')).toBe(true);
  expect(await files.place(path, 'two')).toBe(false);
  expect(await files.read(path)).toBe('one');
  await files.replace(path, 'three');
  expect(await files.read(path)).toBe('three');
  expect(await readdir(folder)).toEqual(['lines']);
  await files.remove(path);
  expect(await readdir(folder)).toEqual([]);
  await expect(files.remove(path)).rejects.toThrow('ENOENT');
});

test('other errors are passed on', async () => {
  const files = createFileSystem();
  await expect(files.read(folder)).rejects.toThrow('EISDIR');
  await expect(files.place(join(folder, 'none', 'file'), 'text')).rejects.toThrow('ENOENT');
  await expect(files.open(join(folder, 'none', 'file'))).rejects.toThrow('ENOENT');
});

test('a growing file grows at its end, even after a truncation', async () => {
  const file = await createFileSystem().open(path);
  await file.write(Buffer.from('one two'));
  await file.truncate(3);
  await file.write(Buffer.from(' three'));
  await file.sync();
  const bytes = Buffer.alloc(100);
  expect(await file.read(bytes, 4)).toBe(5);
  expect(bytes.toString('utf8', 0, 5)).toBe('three');
  expect(await file.size()).toBe(9);
  await file.close();
});
