import { acquireLock, type LockSurroundings } from './file-lock.ts';
import type { GrowingFile } from './file-system.ts';
import { MigrationError } from '../migration-error.ts';
import { goodBytes, type LineReading, readLines } from './read-lines.ts';

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

/** A file without a whole line of ours must at least start like one. */
async function refuseForeign(path: string, file: GrowingFile, begins: string): Promise<void> {
  const start = Buffer.alloc(begins.length);
  const length = await file.read(start, 0);
  if (begins.startsWith(start.toString('latin1', 0, length))) return;
  throw new MigrationError(
    'damaged',
    `${path} is not a journal or a sealed file and was not changed; choose a new file name`,
  );
}

/** Opens a file of lines, each of which is durable before its `append` resolves. Many share one flush. One writer at a time. */
export async function openDurableLines<T, A>(
  path: string,
  { begins, write, gather, ...reading }: LineFormat<T, A>,
  surroundings: LockSurroundings,
): Promise<DurableLines<T, A>> {
  const lock = await acquireLock(`${path}.lock`, surroundings).catch((error: unknown) => {
    throw notDurable(path, 'opened', error);
  });
  let file: GrowingFile | undefined;
  try {
    const growing = await surroundings.files.open(path);
    file = growing;
    const size = await growing.size();
    const bytes = await goodBytes(growing, size, reading);
    const read = (): AsyncGenerator<T[], void> => readLines(path, growing, bytes, reading);
    // Another kind of file is not truncated. The rest of a long file is checked when it is read.
    if (bytes === 0) await refuseForeign(path, growing, begins);
    else for await (const _ of read()) break;
    if (bytes < size) {
      await growing.truncate(bytes);
      await growing.sync();
    }

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
      read,
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
