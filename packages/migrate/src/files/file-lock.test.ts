import { spawnSync } from 'node:child_process';
import { hostname } from 'node:os';
import { describe, expect, onTestFinished, test, vi } from 'vitest';
import { MemoryDisk } from '../../test-support/memory-disk.ts';
import { Mortal } from '../../test-support/mortal.ts';
import { acquireLock, type FileLock, isProcessAlive, type LockOwner, thisProcess } from './file-lock.ts';

const first: LockOwner = { pid: 11, host: 'here', startedAt: '2026-01-01T00:00:00.000Z', pidSpace: 'boot:1' };
const second: LockOwner = { pid: 12, host: 'here', startedAt: '2026-01-02T00:00:00.000Z', pidSpace: 'boot:1' };

function acquire(disk: MemoryDisk, owner: LockOwner, alive: readonly number[]): Promise<FileLock> {
  return acquireLock('lock', { files: disk.seenBy(new Mortal()), owner, isAlive: ({ pid }) => alive.includes(pid) });
}

const heldBy = (disk: MemoryDisk): number => JSON.parse(disk.text('lock')).pid;
const refusal = (attempt: Promise<unknown>): Promise<string> =>
  attempt.then(
    () => 'taken',
    (error: { code: string; message: string }) => `${error.code}: ${error.message}`,
  );

describe('a lock', () => {
  test('refuses a second process and names the first; once released it can be taken', async () => {
    const disk = new MemoryDisk();
    const lock = await acquire(disk, first, [11, 12]);
    expect(await refusal(acquire(disk, second, [11, 12]))).toBe(
      'locked: lock is held by process 11 on here, started 2026-01-01T00:00:00.000Z; wait until it ends, or ' +
        'stop it. If another program has that process id by now, remove lock',
    );
    await lock.release();
    const marked = await acquire(disk, { ...first, mark: 'boot:1' }, [11]);
    expect(await refusal(acquire(disk, second, [11, 12]))).toMatch(/; wait until it ends, or stop it$/u);
    await marked.release();
    expect([...disk.files.keys()]).toEqual([]);
    await acquire(disk, second, [11, 12]);
    expect(heldBy(disk)).toBe(12);
  });

  test('is refused to the process that has it, but not to a later process with the same pid', async () => {
    const disk = new MemoryDisk();
    await acquire(disk, first, [11]);
    expect(await refusal(acquire(disk, first, [11]))).toContain('locked: lock is held by process 11');
    await acquire(disk, { ...first, startedAt: 'later' }, [11]);
    expect(JSON.parse(disk.text('lock'))).toMatchObject({ pid: 11, startedAt: 'later' });
  });

  test('of a process that is gone is taken over, by exactly one of many', async () => {
    const disk = new MemoryDisk();
    await acquire(disk, first, []);
    const pids = [21, 22, 23, 24, 25];
    const results = await Promise.all(pids.map((pid) => refusal(acquire(disk, { ...second, pid }, pids))));
    expect(results.filter((each) => each === 'taken')).toHaveLength(1);
    expect(results.filter((each) => each.startsWith('locked: '))).toHaveLength(4);
    expect(pids[results.indexOf('taken')]).toBe(heldBy(disk));
    expect([...disk.files.keys()]).toEqual(['lock']);
  });

  test('is taken over even if an earlier takeover died half-way', async () => {
    const disk = new MemoryDisk();
    await acquire(disk, first, []);
    const { token } = JSON.parse(disk.text('lock'));
    disk.put(`lock.${token}`, JSON.stringify({ ...second, pid: 13, token: 'right' }));
    await acquire(disk, second, [12]);
    expect(heldBy(disk)).toBe(12);
    expect([...disk.files.keys()]).toEqual(['lock']);
  });

  test('that another process has just taken over is read again', async () => {
    const disk = new MemoryDisk();
    await acquire(disk, first, []);
    const files = disk.seenBy(new Mortal());
    const slow = {
      ...files,
      // Between seeing the stale lock and getting the right to replace it, another is done.
      place: async (path: string, text: string) => {
        if (path !== 'lock') disk.put('lock', JSON.stringify({ ...second, token: 'other' }));
        return files.place(path, text);
      },
    };
    const late = acquireLock('lock', { files: slow, owner: { ...second, pid: 13 }, isAlive: ({ pid }) => pid === 12 });
    expect(await refusal(late)).toContain('locked: lock is held by process 12');
  });

  test('of another host is refused, with what to do', async () => {
    const disk = new MemoryDisk();
    await acquire(disk, { ...first, host: 'there' }, []);
    expect(await refusal(acquire(disk, second, []))).toBe(
      'locked: lock is held by process 11 on there, started 2026-01-01T00:00:00.000Z; here cannot see whether ' +
        'it still runs. If it does not, remove lock',
    );
  });

  test.each<[string, Partial<LockOwner>]>([
    ['another container, each of whose processes is 1', { pid: 12, pidSpace: 'boot:2' }],
    ['an earlier start of the machine', { pidSpace: 'earlier:1' }],
  ])('of %s is refused, with what to do', async (_, differing) => {
    const disk = new MemoryDisk();
    const held = { ...first, ...differing };
    await acquire(disk, held, []);
    expect(await refusal(acquire(disk, second, []))).toBe(
      `locked: lock is held by process ${held.pid} on here, started 2026-01-01T00:00:00.000Z. It is in another ` +
        'container, or from before the machine started, and nobody can see whether it still runs. If it does not, ' +
        'remove lock',
    );
  });

  test('where the system does not tell is refused, too', async () => {
    const disk = new MemoryDisk();
    const { pidSpace: _unknown, ...unknown } = first;
    await acquire(disk, unknown, []);
    expect(await refusal(acquire(disk, { ...unknown, startedAt: 'later' }, []))).toMatch(
      /If it does not, remove lock$/u,
    );
  });

  test.each(['', 'not JSON', '{"pid":1}', '{"pid":1,"host":"h","startedAt":"s","token":"../up"}'])(
    'that is none of ours is left alone: %s',
    async (text) => {
      const disk = new MemoryDisk();
      disk.put('lock', text);
      expect(await refusal(acquire(disk, first, []))).toBe(
        'locked: lock exists but is not a lock of subuser; remove it if no process uses this file',
      );
      expect(disk.text('lock')).toBe(text);
    },
  );

  test("that became somebody else's is not released", async () => {
    const disk = new MemoryDisk();
    const lock = await acquire(disk, first, [11]);
    disk.put('lock', JSON.stringify({ ...second, token: 'other' }));
    await lock.release();
    expect(heldBy(disk)).toBe(12);
  });

  test('released just before it is read is taken', async () => {
    const disk = new MemoryDisk();
    disk.put('lock', JSON.stringify({ ...second, token: 'other' }));
    const files = disk.seenBy(new Mortal());
    const read = async (path: string): Promise<string | undefined> => {
      disk.files.delete('lock');
      return files.read(path);
    };
    await acquireLock('lock', { files: { ...files, read }, owner: first, isAlive: () => true });
    expect(heldBy(disk)).toBe(11);
  });
});

describe('processes', () => {
  test('this one always has the same owner', () => {
    const { mark: _mark, pidSpace: _space, ...owner } = thisProcess();
    expect(owner).toEqual({ pid: process.pid, host: hostname(), startedAt: thisProcess().startedAt });
    expect(Date.parse(owner.startedAt)).toBeLessThan(Date.now());
    expect(thisProcess()).toEqual(thisProcess());
  });

  test('one that may not be signalled is running: it belongs to another user', () => {
    const kill = vi.spyOn(process, 'kill').mockImplementation(() => {
      throw Object.assign(new Error('kill EPERM'), { code: 'EPERM' });
    });
    onTestFinished(() => kill.mockRestore());
    expect(isProcessAlive({ pid: 4321, host: hostname(), startedAt: '' })).toBe(true);
    expect(kill.mock.calls).toEqual([[4321, 0]]);
  });

  test('this one and pid 1 are running, and one that ended is not', () => {
    const { pid } = spawnSync(process.execPath, ['--version']);
    const { mark: _mark, ...owner } = thisProcess();
    expect([process.pid, 1, pid].map((each) => isProcessAlive({ ...owner, pid: each }))).toEqual([true, true, false]);
    expect(isProcessAlive(thisProcess())).toBe(true);
  });

  // skipped because other systems tell no such mark
  test.skipIf(process.platform !== 'linux')(
    'a number that another program has by now is not the one that ended',
    () => {
      const owner = thisProcess();
      expect(owner.mark).toMatch(/^[0-9a-f-]{36}:\d+$/u);
      expect(owner.pidSpace).toMatch(/^[0-9a-f-]{36}:pid:\[\d+\]$/u);
      expect(isProcessAlive({ ...owner, pid: 1 })).toBe(false);
      expect(isProcessAlive({ ...owner, mark: owner.mark?.replace(/\d+$/u, '1') ?? '' })).toBe(false);
    },
  );
});
