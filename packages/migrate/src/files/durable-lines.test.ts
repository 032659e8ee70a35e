import { ManualClock } from '@subuser/core/testing';
import { describe, expect, test } from 'vitest';
import { MemoryDisk } from '../../test-support/memory-disk.ts';
import { Mortal } from '../../test-support/mortal.ts';
import { type DurableLines, lineSurroundings, openDurableLines } from './durable-lines.ts';
import type { GrowingFile } from './file-system.ts';
import type { TornEnd } from './torn-end.ts';

const owner = { pid: 7, host: 'here', startedAt: 'long ago', pidSpace: 'boot:1' };

function open(
  disk: MemoryDisk,
  wrap: (file: GrowingFile) => GrowingFile = (file) => file,
  begins = '',
  onTorn: (torn: TornEnd) => void = () => {},
): Promise<DurableLines<unknown, string>> {
  const memory = disk.seenBy(new Mortal());
  const files = { ...memory, open: async (path: string) => wrap(await memory.open(path)) };
  return openDurableLines(
    'lines',
    { begins, parse: (line) => JSON.parse(line), write: (group) => group },
    lineSurroundings({ files, owner, isAlive: () => true, clock: new ManualClock(), onTorn }),
  );
}

const itemsOf = async (lines: DurableLines<unknown, string>): Promise<unknown[]> =>
  (await Array.fromAsync(lines.read())).flat();

const outcomes = async (promises: Promise<void>[]): Promise<string[]> =>
  (await Promise.allSettled(promises)).map((each) =>
    each.status === 'fulfilled' ? 'durable' : `${each.reason.code}: ${each.reason.message}`,
  );

describe('group commit', () => {
  test('items that arrive together, or during a flush, share one write and one flush', async () => {
    const disk = new MemoryDisk();
    const lines = await open(disk);
    let end = (): void => {};
    disk.flush = () => new Promise((resolve) => (end = resolve));
    const settled: number[] = [];
    const append = (number: number): Promise<void> =>
      lines.append(String(number)).then(() => void settled.push(number));
    const turn = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

    const all = [append(1), append(2)];
    await turn();
    for (let number = 3; number <= 100; number += 1) all.push(append(number));
    await turn();
    expect([settled, disk.writes, disk.flushes]).toEqual([[], 1, 0]);
    end();
    await turn();
    expect([settled, disk.writes, disk.flushes]).toEqual([[1, 2], 2, 1]);
    end();
    await Promise.all(all);
    expect([settled.length, disk.writes, disk.flushes]).toEqual([100, 2, 2]);
    expect(disk.text('lines')).toBe(Array.from({ length: 100 }, (_, index) => `${index + 1}\n`).join(''));
  });

  test('closing waits for appended items, releases the lock, and refuses later ones', async () => {
    const disk = new MemoryDisk();
    const lines = await open(disk);
    const appended = lines.append('1');
    await lines.close();
    await appended;
    expect(disk.files.get('lines')).toEqual({ written: Buffer.from('1\n'), durable: 2 });
    expect([...disk.files.keys()]).toEqual(['lines']);
    expect(await outcomes([lines.append('2')])).toEqual(['not-durable: lines is closed']);
  });
});

test('a file that cannot be read is closed, and its lock released', async () => {
  const disk = new MemoryDisk();
  disk.put('lines', 'broken\n1\n');
  let closed = 0;
  const opening = open(disk, (file) => ({ ...file, close: async () => void (closed += 1) }));
  await expect(opening).rejects.toMatchObject({ code: 'damaged' });
  expect([closed, [...disk.files.keys()]]).toEqual([1, ['lines']]);
});

test.each(['place', 'open'] as const)(
  'no lock or no file (%s): the error names the file, the reason and the remedy',
  async (part) => {
    const disk = new MemoryDisk();
    const files = { ...disk.seenBy(new Mortal()), [part]: () => Promise.reject(new Error('ENOSPC: no space left')) };
    await expect(
      openDurableLines(
        'lines',
        { begins: '', parse: JSON.parse, write: () => [] },
        lineSurroundings({ files, owner, isAlive: () => true }),
      ),
    ).rejects.toMatchObject({
      code: 'not-durable',
      message:
        'lines could not be opened (ENOSPC: no space left); check that the folder exists and the disk has space, ' +
        'then run the same command again',
    });
    expect([...disk.files.keys()]).toEqual([]);
  },
);

describe('a disk that fails', () => {
  const remedy = 'make room or fix the disk, then run the same command again';

  test('full: queued and later items are rejected, and durable ones remain', async () => {
    const disk = new MemoryDisk();
    const lines = await open(disk);
    await lines.append('"kept"');
    disk.capacity = [...disk.files.values()].reduce((sum, { written }) => sum + written.length, 0) + 4;
    const reason = `not-durable: lines could not be written (ENOSPC: no space left on device, write); ${remedy}`;
    const waiting = [lines.append('"a"'), lines.append('"b"')];
    expect(await outcomes(waiting)).toEqual([reason, reason]);
    disk.capacity = Number.POSITIVE_INFINITY;
    // Room again: but nobody knows how the file ends.
    expect(await outcomes([lines.append('"c"')])).toEqual([reason]);
    await lines.close();
    expect(disk.text('lines')).toBe('"kept"\n"a"\n');
    expect(await itemsOf(await open(disk))).toEqual(['kept', 'a']);
  });

  test('a failed flush counts as a failed write; items that arrived during it are rejected, too', async () => {
    const disk = new MemoryDisk();
    const lines = await open(disk);
    let fail = (): void => {};
    disk.flush = () => new Promise((_, reject) => (fail = () => reject(new Error('EIO'))));
    const first = lines.append('1');
    await new Promise((resolve) => setImmediate(resolve));
    const second = lines.append('2');
    fail();
    const reason = `not-durable: lines could not be written (EIO); ${remedy}`;
    expect(await outcomes([first, second])).toEqual([reason, reason]);
    expect(disk.writes).toBe(1);
  });

  test('a file that cannot be opened leaves no lock', async () => {
    const disk = new MemoryDisk();
    const memory = disk.seenBy(new Mortal());
    const files = { ...memory, open: () => Promise.reject(new Error('EACCES')) };
    await expect(
      openDurableLines(
        'lines',
        { begins: '', parse: String, write: () => [] },
        lineSurroundings({ files, owner, isAlive: () => true }),
      ),
    ).rejects.toThrow('EACCES');
    expect([...disk.files.keys()]).toEqual([]);
  });
});

describe('a proof that the file can be written', () => {
  test('leaves nothing behind', async () => {
    const disk = new MemoryDisk();
    disk.put('lines', '1\n');
    const lines = await open(disk);
    await lines.prove('"proof"');
    expect(disk.text('lines')).toBe('1\n');
    await lines.append('2');
    expect(disk.text('lines')).toBe('1\n2\n');
  });

  test('fails on a full disk, and on a device that keeps nothing', async () => {
    const disk = new MemoryDisk();
    const lines = await open(disk);
    disk.capacity = 100;
    const reason = /^not-durable: lines could not be written \(/u;
    expect(await outcomes([lines.prove('x'.repeat(200))])).toEqual([expect.stringMatching(reason)]);
    expect(await outcomes([lines.append('1')])).toEqual([expect.stringMatching(reason)]);
    const empty = await open(new MemoryDisk(), (file) => ({ ...file, read: async () => 0 }));
    expect(await outcomes([empty.prove('"proof"')])).toEqual([
      expect.stringContaining('(what was written cannot be read back)'),
    ]);
  });
});

describe('reading', () => {
  const copy = 'lines.torn-2026-01-01T00-00-00.000Z';

  test.each([
    ['no line end', '1\n2\n{"thr', '1\n2\n'],
    ['nothing else', '{"thr', ''],
    ['cut within a character', '1\n"\u00e9', '1\n'],
  ])('a torn last line is moved to another file before anything is appended: %s', async (_, text, left) => {
    const disk = new MemoryDisk();
    disk.put('lines', text);
    const told: TornEnd[] = [];
    const lines = await open(disk, undefined, '', (torn) => told.push(torn));
    expect(await itemsOf(lines)).toEqual(left.split('\n').slice(0, -1).map(Number));
    expect(disk.files.get('lines')).toEqual({ written: Buffer.from(left), durable: Buffer.byteLength(left) });
    expect(disk.text(copy)).toBe(text.slice(left.length));
    expect(told).toEqual([{ file: 'lines', copy, bytes: Buffer.byteLength(text) - Buffer.byteLength(left) }]);
    // The cut itself is durable: a torn end that came back would swallow the next line.
    expect(disk.flushes).toBe(1);
    await lines.append('9');
    expect(disk.text('lines')).toBe(`${left}9\n`);
  });

  test('a torn line of the same moment is moved to a third file', async () => {
    const disk = new MemoryDisk();
    disk.put('lines', '1\n{"thr');
    disk.put(copy, 'earlier');
    await open(disk);
    expect([disk.text(copy), disk.text(`${copy}-2`)]).toEqual(['earlier', '{"thr']);
  });

  test('a last line that lacks nothing but its line end gets it', async () => {
    const disk = new MemoryDisk();
    disk.put('lines', '1\n2');
    const lines = await open(disk);
    expect(await itemsOf(lines)).toEqual([1, 2]);
    expect(disk.files.get('lines')).toEqual({ written: Buffer.from('1\n2\n'), durable: 4 });
    await lines.append('3');
    expect([disk.text('lines'), [...disk.files.keys()]]).toEqual(['1\n2\n3\n', ['lines', 'lines.lock']]);
  });

  test('a whole last line that is damaged is an error, and the file is not changed', async () => {
    const disk = new MemoryDisk();
    disk.put('lines', '1\n2\n{"thr\n');
    await expect(open(disk)).rejects.toThrow('lines: line 3 is damaged');
    expect([disk.text('lines'), [...disk.files.keys()]]).toEqual(['1\n2\n{"thr\n', ['lines']]);
  });

  test.each(['notes', 'notes\n', '{"tape":1}', '{"tape'])('another kind of file is not changed: %j', async (text) => {
    const disk = new MemoryDisk();
    disk.put('lines', text);
    await expect(open(disk, undefined, '{"type":')).rejects.toMatchObject({
      code: 'damaged',
      message: 'lines is not a journal or a sealed file and was not changed; choose a new file name',
    });
    expect(disk.text('lines')).toBe(text);
    expect([...disk.files.keys()]).toEqual(['lines']);
  });

  test.each(['', '{', '{"type":', '{"type":"beg'])('a partial first line is moved away: %j', async (text) => {
    const disk = new MemoryDisk();
    disk.put('lines', text);
    expect(await itemsOf(await open(disk, undefined, '{"type":'))).toEqual([]);
    expect(disk.text('lines')).toBe('');
  });

  test('a complete file is neither truncated nor flushed', async () => {
    const disk = new MemoryDisk();
    disk.put('lines', '1\n2\n');
    expect(await itemsOf(await open(disk))).toEqual([1, 2]);
    expect(disk.flushes).toBe(0);
  });

  test('a damaged line before the last is an error that names file and line, and leaves no lock', async () => {
    const disk = new MemoryDisk();
    disk.put('lines', '1\nx\n3\n');
    const error = await open(disk).catch((caught: unknown) => caught);
    expect(error).toMatchObject({ name: 'MigrationError', code: 'damaged' });
    expect(String(error)).toMatch(
      /^MigrationError: lines: line 2 is damaged \(Unexpected token .*\); restore the file/u,
    );
    expect([...disk.files.keys()]).toEqual(['lines']);
  });

  test('a reader does not truncate a file that is being written', async () => {
    const disk = new MemoryDisk();
    const lines = await open(disk, (file) => ({ ...file, truncate: () => Promise.reject(new Error('cut')) }));
    await lines.append('1');
    await expect(open(disk)).rejects.toMatchObject({ code: 'locked' });
  });
});
