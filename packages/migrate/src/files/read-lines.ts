import type { ReadableFile } from './file-system.ts';
import { LineScanner } from './line-scanner.ts';
import { MigrationError } from '../migration-error.ts';

export interface LineReading<T> {
  /** Reads one line, without its end. Throws a `SyntaxError` where the line was not written whole. */
  parse: (line: string) => T;
  /** Reads a line with its end as `parse` does, or says that it cannot: a fast way for what there is a million of. */
  scan?: (line: LineScanner) => T | undefined;
}

/** As much of a file as reading takes. */
export type Bytes = Pick<ReadableFile, 'read'>;

const newLine = 0x0a;
/** A read costs more than what it copies, so few are made. */
const bufferSize = 1024 * 1024;
/** Of a string that is young when it dies: a longer one is made outside of the young heap. */
const windowSize = 64 * 1024;

/**
 * How much of a file is good of which a process may have died while writing: a torn last line was never promised to
 * anybody.
 */
export async function goodBytes<T>(file: Bytes, size: number, { parse }: LineReading<T>): Promise<number> {
  for (let length = windowSize; ; length *= 2) {
    const from = Math.max(0, size - length);
    const tail = Buffer.alloc(size - from);
    await file.read(tail, from);
    const end = tail.lastIndexOf(newLine);
    const start = tail.subarray(0, Math.max(0, end)).lastIndexOf(newLine) + 1;
    if (from > 0 && start === 0) continue;
    if (end + 1 < tail.length) return from + end + 1;
    try {
      if (end >= 0) parse(tail.toString('utf8', start, end));
    } catch (error) {
      if (error instanceof SyntaxError) return from + start;
    }
    return size;
  }
}

/** Some whole lines of a buffer; `before`: how many stood before them. */
function linesIn<T>(
  path: string,
  before: number,
  bytes: Buffer,
  lines: LineScanner,
  from: number,
  to: number,
  { parse, scan = () => undefined }: LineReading<T>,
): T[] {
  const items: T[] = [];
  lines.show(from, to);
  for (let start = from; start < to; start = lines.at) {
    let item = scan(lines);
    if (item === undefined) {
      const end = bytes.indexOf(newLine, start);
      try {
        item = parse(bytes.toString('utf8', start, end));
      } catch (error) {
        if (error instanceof MigrationError) throw error;
        const message = `${path}: line ${before + items.length + 1} is broken (${error instanceof Error ? error.message : 'unreadable'})`;
        throw new MigrationError('damaged', `${message}; restore the file, or look at what that line should be`, error);
      }
      lines.at = end + 1;
    }
    items.push(item);
  }
  return items;
}

/**
 * The lines that end within the first so many bytes of a file, some at a time, in the memory of a few of them. Rejects as
 * `damaged` where one is broken.
 */
export async function* readLines<T>(
  path: string,
  file: Bytes,
  size: number,
  reading: LineReading<T>,
): AsyncGenerator<T[], void> {
  let buffer = Buffer.allocUnsafeSlow(Math.min(size, bufferSize));
  let lines = new LineScanner(buffer);
  let count = 0;
  let kept = 0;
  for (let position = 0; position < size;) {
    const length = await file.read(buffer.subarray(kept, kept + size - position), position);
    if (length === 0) return;
    position += length;
    const filled = buffer.subarray(0, kept + length);
    let start = 0;
    for (;;) {
      const last = filled.subarray(start, start + windowSize).lastIndexOf(newLine);
      const end = (last < 0 ? filled.indexOf(newLine, start) : start + last) + 1;
      if (end === 0) break;
      const items = linesIn(path, count, filled, lines, start, end, reading);
      count += items.length;
      start = end;
      yield items;
    }
    kept = filled.copy(buffer, 0, start);
    if (kept < buffer.length) continue;
    // One line is longer than the buffer.
    const longer = Buffer.allocUnsafeSlow(buffer.length * 2);
    buffer.copy(longer);
    buffer = longer;
    lines = new LineScanner(buffer);
  }
}
