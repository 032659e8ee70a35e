import fc from 'fast-check';
import { LineScanner } from '../src/files/line-scanner.ts';

export function scannerOf(text: string): LineScanner {
  const bytes = Buffer.from(text);
  const scanner = new LineScanner(bytes);
  scanner.show(0, bytes.length);
  return scanner;
}

/** Mostly such text as is written without escapes. */
export const plainText = fc.oneof(
  { arbitrary: fc.stringMatching(/^[\w-]{0,12}$/u), weight: 30 },
  { arbitrary: fc.string({ maxLength: 6, unit: 'binary' }), weight: 1 },
);

/** One byte that a disk, or somebody with an editor, changes. */
export const damage = fc.option(
  fc.record({ place: fc.nat(300), byte: fc.constantFrom(...' "\\{}[],:.0-+/=eé\u0001'.split('')) }),
  {
    freq: 1,
  },
);

export function damaged(line: string, done: { place: number; byte: string } | null): string {
  if (done === null) return line;
  const place = done.place % line.length;
  return line.slice(0, place) + done.byte + line.slice(place + 1);
}

/** `undefined` where the parser throws. */
export function parsed<T>(parse: (line: string) => T, line: string): T | undefined {
  try {
    return parse(line);
  } catch {
    return undefined;
  }
}
