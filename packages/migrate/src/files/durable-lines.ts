import { acquireLock, type LockSurroundings } from './file-lock.ts';
import type { GrowingFile } from './file-system.ts';
import { MigrationError } from '../migration-error.ts';
import { goodBytes, type LineReading, readLines } from './read-lines.ts';

export interface LineFormat<T, A> extends LineReading<T> {
  /** What every line begins with, so that a file of somebody else is told from a first line that was torn. */
  begins: string;
  /** The lines, without their ends, of what is flushed together. */
  write: (group: readonly A[]) => readonly string[] | Promise<readonly string[]>;
  /** Where one write costs so much that more are waited for, once so many of them are there. */
  gather?: { from: number; wait: () => Promise<void> };
}

export interface DurableLines<T, A> {
  /** What stood in the file when it was opened, some at a time. Rejects as `damaged` where a line is broken. */
  read(): AsyncIterable<readonly T[]>;
  /** Resolves once it cannot be lost any more. What comes while one flush runs shares the next. */
  append(item: A): Promise<void>;
  /** Waits for what was appended, then releases the lock. */
  close(): Promise<void>;
}

interface Waiting<A> {
  item: A;
  resolve: () => void;
  reject: (error: unknown) => void;
}

const remedies = { written: 'make room or mend the disk', opened: 'see to its folder and to the room on its disk' };

/** As `not-durable`, unless it says already what is wrong. */
function notDurable(path: string, failed: keyof typeof remedies, error: unknown): MigrationError {
  if (error instanceof MigrationError) return error;
  const reason = error instanceof Error ? error.message : 'unknown';
  const message = `${path} could not be ${failed} (${reason}); ${remedies[failed]}, then run the same command again`;
  return new MigrationError('not-durable', message, error);
}

/** Without one line of ours, what stands there must begin as one does. */
async function refuseForeign(path: string, file: GrowingFile, begins: string): Promise<void> {
  const start = Buffer.alloc(begins.length);
  const length = await file.read(start, 0);
  if (begins.startsWith(start.toString('latin1', 0, length))) return;
  throw new MigrationError('damaged', `${path} is another kind of file; it was left as it is. Name one that is new`);
}

/** Lines of which each is durable before anybody acts on it, at one flush for many. One writer at a time. */
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
    // Nothing of somebody else's file is cut off. The rest of a long one is looked at when it is read.
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
      // Everybody who appends in this turn comes along.
      await Promise.resolve();
      while (waiting.length > 0) {
        // It only saves work: should it fail, what waits is written all the same.
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
          // After a failed write nobody knows how the file ends.
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
    // What stood in the way is the news, not how the file took it.
    await file?.close().catch(() => undefined);
    await lock.release();
    throw notDurable(path, 'opened', error);
  }
}
