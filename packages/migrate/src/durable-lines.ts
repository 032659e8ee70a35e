import { acquireLock, type LockSurroundings } from './file-lock.ts';
import type { GrowingFile } from './file-system.ts';
import { MigrationError } from './migration-error.ts';

/** Reads one line, without its end. Throws a `SyntaxError` where the line was not written whole. */
export type ParseLine<T> = (line: string) => T;

export interface LineFormat<T, A> {
  /** What every line begins with, so that a file of somebody else is told from a first line that was torn. */
  begins: string;
  parse: ParseLine<T>;
  /** The lines, without their ends, of what is flushed together. */
  write: (group: readonly A[]) => readonly string[] | Promise<readonly string[]>;
}

export interface DurableLines<T, A> {
  /** What stood in the file when it was opened. */
  readonly items: readonly T[];
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

const newLine = 0x0a;

/**
 * The lines of a file of which a process may have died while writing: a torn last line was never promised to anybody and
 * is left out. `bytes`: how much of the file is good. Rejects as `damaged` where a line before the last is broken.
 */
export function readLines<T>(path: string, content: Buffer, parse: ParseLine<T>): { items: T[]; bytes: number } {
  const items: T[] = [];
  let start = 0;
  for (;;) {
    const end = content.indexOf(newLine, start);
    if (end < 0) return { items, bytes: start };
    try {
      items.push(parse(content.toString('utf8', start, end)));
    } catch (error) {
      if (error instanceof MigrationError) throw error;
      if (error instanceof SyntaxError && end === content.length - 1) return { items, bytes: start };
      const message = `${path}: line ${items.length + 1} is broken (${error instanceof Error ? error.message : 'unreadable'})`;
      throw new MigrationError('damaged', `${message}; restore the file, or look at what that line should be`, error);
    }
    start = end + 1;
  }
}

const remedies = { written: 'make room or mend the disk', opened: 'see to its folder and to the room on its disk' };

/** As `not-durable`, unless it says already what is wrong. */
function notDurable(path: string, failed: keyof typeof remedies, error: unknown): MigrationError {
  if (error instanceof MigrationError) return error;
  const reason = error instanceof Error ? error.message : 'unknown';
  const message = `${path} could not be ${failed} (${reason}); ${remedies[failed]}, then run the same command again`;
  return new MigrationError('not-durable', message, error);
}

/** Nothing of somebody else's file is cut off: without one line of ours, what stands there must begin as one does. */
function refuseForeign(path: string, content: Buffer, begins: string): void {
  const start = content.toString('latin1', 0, begins.length);
  if (begins.startsWith(start)) return;
  throw new MigrationError('damaged', `${path} is another kind of file; it was left as it is. Name one that is new`);
}

/** Lines of which each is durable before anybody acts on it, at one flush for many. One writer at a time. */
export async function openDurableLines<T, A>(
  path: string,
  { begins, parse, write }: LineFormat<T, A>,
  surroundings: LockSurroundings,
): Promise<DurableLines<T, A>> {
  const lock = await acquireLock(`${path}.lock`, surroundings).catch((error: unknown) => {
    throw notDurable(path, 'opened', error);
  });
  let file: GrowingFile | undefined;
  try {
    const growing = await surroundings.files.open(path);
    file = growing;
    const content = await growing.read();
    const { items, bytes } = readLines(path, content, parse);
    if (bytes === 0) refuseForeign(path, content, begins);
    if (bytes < content.length) {
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
      items,
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
