import type { FileSystem, GrowingFile } from './file-system.ts';
import { type LineReading, tailOf, wholeTail } from './read-lines.ts';

/** The end of a file that a kill, a power cut or an editor left incomplete. Its bytes are in another file now. */
export interface TornEnd {
  file: string;
  /** Where its bytes are: `FILE.torn-<time>`. */
  copy: string;
  bytes: number;
}

async function placeCopy(files: FileSystem, path: string, now: number, bytes: Uint8Array): Promise<string> {
  const time = new Date(now).toISOString().replaceAll(':', '-');
  for (let count = 1; ; count += 1) {
    const copy = `${path}.torn-${time}${count > 1 ? `-${count}` : ''}`;
    if (await files.place(copy, bytes)) return copy;
  }
}

/**
 * Makes a file end with a line feed, and destroys no byte: a line that is whole gets its line feed, anything else is moved
 * to a file of its own. Resolves to what was moved.
 */
export async function endLastLine<T>(
  path: string,
  file: GrowingFile,
  end: number,
  reading: LineReading<T>,
  { files, now }: { files: FileSystem; now: number },
): Promise<TornEnd | undefined> {
  const tail = await tailOf(file, end, await file.size());
  if (tail.length === 0) return undefined;
  if (wholeTail(tail, reading) !== undefined) {
    await file.write(Buffer.from('\n'));
    await file.sync();
    return undefined;
  }
  const copy = await placeCopy(files, path, now, tail);
  await file.truncate(end);
  await file.sync();
  return { file: path, copy, bytes: tail.length };
}
