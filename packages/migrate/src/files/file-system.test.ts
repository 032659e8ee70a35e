import { mkdtemp, open, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test, vi } from 'vitest';
import { createFileSystem } from './file-system.ts';

// Whether bytes survive a loss of power cannot be seen by reading them back: what is asked of the kernel can be.
test('a file’s name is durable once it is open, and its lines once they are synced', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'durable-'));
  onTestFinished(() => rm(folder, { recursive: true }));
  const any = await open(folder, 'r');
  const handles: object = Object.getPrototypeOf(any);
  await any.close();
  const syncs: string[] = [];
  for (const name of ['sync', 'datasync'] as const)
    vi.spyOn(handles as typeof any, name).mockImplementation(async () => void syncs.push(name));
  onTestFinished(() => void vi.restoreAllMocks());

  const file = await createFileSystem().open(join(folder, 'journal'));
  expect(syncs).toEqual(['sync']);
  await file.write(Buffer.from('line\n'));
  expect(syncs).toEqual(['sync']);
  await file.sync();
  expect(syncs).toEqual(['sync', 'datasync']);
  await file.close();
});
