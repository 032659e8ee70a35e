import type { ReadableFile } from './file-system.ts';
import { LineScanner } from './line-scanner.ts';
import { MigrationError } from '../migration-error.ts';

export interface LineReading<T> {
  /** Reads one line, without its line feed. Throws for a line that is none of ours. */
  parse: (line: string) => T;
  /** False for a line that can be read but was not written to its end. Default: what can be read is whole. */
  isWhole?: (line: string) => boolean;
  /** Reads a line with its line feed as `parse` does, or returns `undefined`: a fast path for the most frequent lines. */
  scan?: (line: LineScanner) => T | undefined;
}

/** The part of a file that reading needs. */
export type Bytes = Pick<ReadableFile, 'read'>;

const newLine = 0x0a;
/** A read costs more than the copying, so there are few of them. */
const bufferSize = 1024 * 1024;
/** A longer string would be allocated outside the young generation. */
const windowSize = 64 * 1024;

/** Length of the file up to its last line feed. What follows is the torn end of a write, or a line without its line feed. */
export async function endOfLines(file: Bytes, size: number): Promise<number> {
  for (let to = size; to > 0; to -= windowSize) {
    const from = Math.max(0, to - windowSize);
    const part = Buffer.alloc(to - from);
    await file.read(part, from);
    const end = part.lastIndexOf(newLine);
    if (end >= 0) return from + end + 1;
  }
  return 0;
}

/** The bytes behind the last line feed. */
export async function tailOf(file: Bytes, end: number, size: number): Promise<Buffer> {
  const tail = Buffer.alloc(size - end);
  return tail.subarray(0, await file.read(tail, end));
}

/** The item of a line that lacks nothing but its line feed, as an editor or `$(cat file)` leaves it; `undefined` for a torn line. */
export function wholeTail<T>(tail: Buffer, { parse, isWhole = () => true }: LineReading<T>): T | undefined {
  const line = tail.toString('utf8');
  try {
    return isWhole(line) ? parse(line) : undefined;
  } catch (error) {
    if (error instanceof MigrationError) throw error;
    return undefined;
  }
}

/** Reads some whole lines of a buffer; `before`: the number of lines before them. */
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
        const message = `${path}: line ${before + items.length + 1} is damaged (${error instanceof Error ? error.message : 'unreadable'})`;
        throw new MigrationError('damaged', `${message}; restore the file, or correct that line`, error);
      }
      lines.at = end + 1;
    }
    items.push(item);
  }
  return items;
}

/**
 * Reads the lines in the first `size` bytes of a file, some at a time, in constant memory. Rejects with `damaged` if one of
 * them is damaged.
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
    // A line is longer than the buffer.
    const longer = Buffer.allocUnsafeSlow(buffer.length * 2);
    buffer.copy(longer);
    buffer = longer;
    lines = new LineScanner(buffer);
  }
}
