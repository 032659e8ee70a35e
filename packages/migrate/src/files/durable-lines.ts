import { type Clock, systemClock } from '@subuser/core';
import { acquireLock, isProcessAlive, type LockSurroundings, thisProcess } from './file-lock.ts';
import { createFileSystem, type GrowingFile } from './file-system.ts';
import { MigrationError } from '../migration-error.ts';
import { endOfLines, type LineReading, readLines } from './read-lines.ts';
import { endLastLine, type TornEnd } from './torn-end.ts';

export interface LineSurroundings extends LockSurroundings {
  clock: Clock;
  /** Called when the torn end of the file was moved to a file of its own. */
  onTorn: (torn: TornEnd) => void;
}

/** This machine, but for what is given. */
export function lineSurroundings(given: Partial<LineSurroundings>): LineSurroundings {
  const machine = { files: createFileSystem(), owner: thisProcess(), isAlive: isProcessAlive };
  return { ...machine, clock: systemClock, onTorn: () => {}, ...given };
}

export interface LineFormat<T, A> extends LineReading<T> {
  /** The start of every line, which tells a partial first line from another kind of file. */
  begins: string;
  /** Returns the lines, without line feeds, for items that are flushed together. */
  write: (group: readonly A[]) => readonly string[] | Promise<readonly string[]>;
  /** Batching: once `from` items are queued, `wait` is called before they are written, so that more can join. */
  gather?: { from: number; wait: () => Promise<void> };
}

export interface DurableLines<T, A> {
  /** What the file contained when it was opened, some items at a time. Rejects with `damaged` if a line is damaged. */
  read(): AsyncIterable<readonly T[]>;
  /** Resolves once the item cannot be lost any more. Items that arrive during a flush share the next. */
  append(item: A): Promise<void>;
  /**
   * Proves before the first `append` that this line can be written: it is written, flushed, read back and removed.
   * Rejects as `append` does.
   */
  prove(line: string): Promise<void>;
  /** Waits until what was appended is durable, then releases the lock. */
  close(): Promise<void>;
}

interface Waiting<A> {
  item: A;
  resolve: () => void;
  reject: (error: unknown) => void;
}

const remedies = {
  written: 'make room or fix the disk',
  opened: 'check that the folder exists and the disk has space',
};

/** `not-durable`, unless the error already says what is wrong. */
function notDurable(path: string, failed: keyof typeof remedies, error: unknown): MigrationError {
  if (error instanceof MigrationError) return error;
  const reason = error instanceof Error ? error.message : 'unknown';
  const message = `${path} could not be ${failed} (${reason}); ${remedies[failed]}, then run the same command again`;
  return new MigrationError('not-durable', message, error);
}

/** In bytes. */
const startLength = 65_536;

/** A file of ours starts like one of its lines, at least like a torn one; if that is damaged, another line does. */
async function refuseForeign(path: string, file: GrowingFile, begins: string): Promise<void> {
  const bytes = Buffer.alloc(startLength);
  const start = bytes.toString('latin1', 0, await file.read(bytes, 0));
  if (begins.startsWith(start.slice(0, begins.length)) || start.includes(`\n${begins}`)) return;
  throw new MigrationError(
    'damaged',
    `${path} is not a journal or a sealed file and was not changed; choose a new file name`,
  );
}

/** Rejects where bytes can be written but not read back. */
async function proveWritable(file: GrowingFile, line: string): Promise<void> {
  const size = await file.size();
  const written = Buffer.from(`${line}\n`);
  await file.write(written);
  await file.sync();
  const found = Buffer.alloc(written.length);
  await file.read(found, size);
  await file.truncate(size);
  await file.sync();
  if (!found.equals(written)) throw new Error('what was written cannot be read back');
}

/**
 * Opens a file of lines, each of which is durable before its `append` resolves. Many share one flush. One writer at a time,
 * whatever symbolic link it came by.
 */
export async function openDurableLines<T, A>(
  path: string,
  { begins, write, gather, ...reading }: LineFormat<T, A>,
  given: Partial<LineSurroundings> = {},
): Promise<DurableLines<T, A>> {
  const surroundings = lineSurroundings(given);
  const { files, clock, onTorn } = surroundings;
  const lock = await files
    .real(path)
    .then((real) => acquireLock(`${real}.lock`, surroundings))
    .catch((error: unknown) => {
      throw notDurable(path, 'opened', error);
    });
  let file: GrowingFile | undefined;
  try {
    const growing = await files.open(path);
    file = growing;
    const end = await endOfLines(growing, await growing.size());
    // Another kind of file is not changed. The rest of a long file is checked when it is read.
    await refuseForeign(path, growing, begins);
    for await (const _ of readLines(path, growing, end, reading)) break;
    const torn = await endLastLine(path, growing, end, reading, { files, now: clock.now() });
    if (torn) onTorn(torn);
    const bytes = await growing.size();

    let waiting: Waiting<A>[] = [];
    let flushing: Promise<void> | undefined;
    let failure: MigrationError | undefined;

    async function flush(): Promise<void> {
      // Waits for everything that is appended in this turn.
      await Promise.resolve();
      while (waiting.length > 0) {
        // Waiting only saves work: if it fails, the queue is written all the same.
        if (gather && waiting.length >= gather.from) await gather.wait().catch(() => undefined);
        const group = waiting;
        waiting = [];
        try {
          if (failure === undefined) {
            const written = await write(group.map(({ item }) => item));
            await growing.write(Buffer.from(written.map((line) => `${line}\n`).join('')));
            await growing.sync();
          }
        } catch (error) {
          failure = notDurable(path, 'written', error);
        }
        for (const { resolve, reject } of group)
          if (failure === undefined) resolve();
          else reject(failure);
      }
      flushing = undefined;
    }

    return {
      read: () => readLines(path, growing, bytes, reading),
      async prove(line) {
        try {
          await proveWritable(growing, line);
        } catch (error) {
          failure = notDurable(path, 'written', error);
          throw failure;
        }
      },
      append: (item) =>
        new Promise((resolve, reject) => {
          // After a failed write the end of the file is unknown.
          if (failure !== undefined) return reject(failure);
          waiting.push({ item, resolve, reject });
          flushing ??= flush();
        }),
      async close() {
        await flushing;
        failure ??= new MigrationError('not-durable', `${path} is closed`);
        await growing.close();
        await lock.release();
      },
    };
  } catch (error) {
    // The first error matters, not one from closing the file.
    await file?.close().catch(() => undefined);
    await lock.release();
    throw notDurable(path, 'opened', error);
  }
}
