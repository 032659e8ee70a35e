import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { JournalEntry } from '../journal/journal.ts';
import { parseEntry, scanEntry } from '../journal/journal-line.ts';
import { LineScanner, literal } from './line-scanner.ts';
import { scanSealedLine } from '../credentials/scan-sealed-line.ts';
import { parseSealedLine } from '../credentials/sealed-line.ts';

function scannerOf(text: string): LineScanner {
  const bytes = Buffer.from(text);
  const scanner = new LineScanner(bytes);
  scanner.show(0, bytes.length);
  return scanner;
}

const text = fc.oneof(
  { arbitrary: fc.stringMatching(/^[\w-]{0,12}$/u), weight: 30 },
  { arbitrary: fc.string({ maxLength: 6, unit: 'binary' }), weight: 1 },
);
const at = fc.oneof(
  { arbitrary: fc.nat(), weight: 5 },
  { arbitrary: fc.constantFrom(1_795_642_670_123, 0, -1, 0.5, 1e21, 2 ** 60), weight: 1 },
);
const entries: fc.Arbitrary<JournalEntry> = fc.oneof(
  fc.record({ type: fc.constant('intent' as const), step: text, nonce: text, at }),
  fc.record({ type: fc.constant('intent' as const), step: text, at }),
  fc.record({ type: fc.constant('sealed' as const), step: text, nonce: text, target: text, at }),
  fc.record({ type: fc.constant('done' as const), step: text, target: text, at }),
  fc.record({ type: fc.constant('undone' as const), step: text, target: text, at }),
  fc.record({ type: fc.constant('waited' as const), durationMs: at, at }),
);
const header = fc.record({
  alg: fc.constantFrom('ECDH-ES', 'RSA-OAEP-256'),
  enc: fc.constant('A256GCM'),
  kid: text,
  lines: fc.array(fc.record({ step: text, nonce: text, target: text }), { maxLength: 3 }),
  epk: fc.option(fc.record({ x: text, crv: fc.constant('P-256'), kty: fc.constant('EC'), y: text }), {
    nil: undefined,
  }),
});
/** What a disk, or somebody with an editor, makes of a line. */
const damage = fc.option(
  fc.record({ place: fc.nat(300), byte: fc.constantFrom(...' "\\{}[],:.0-+/=eé\u0001'.split('')) }),
  {
    freq: 1,
  },
);

function damaged(line: string, done: { place: number; byte: string } | null): string {
  if (done === null) return line;
  const place = done.place % line.length;
  return line.slice(0, place) + done.byte + line.slice(place + 1);
}

function parsed<T>(parse: (line: string) => T, line: string): T | undefined {
  try {
    return parse(line);
  } catch {
    return undefined;
  }
}

test('a line of a journal is scanned as it is parsed, or left to the parser', () => {
  let scanned = 0;
  fc.assert(
    fc.property(entries, damage, (entry, done) => {
      const line = damaged(JSON.stringify(entry), done);
      const found = scanEntry(scannerOf(`${line}\n`));
      if (found === undefined) return;
      scanned += 1;
      expect(found).toEqual(parsed(parseEntry, line));
    }),
    { numRuns: 5_000, seed: 1 },
  );
  expect(scanned).toBeGreaterThan(900);
});

test('a line of a sink is scanned as it is parsed, or left to the parser', () => {
  let scanned = 0;
  fc.assert(
    fc.property(header, damage, damage, fc.boolean(), ({ lines, epk, ...rest }, inside, outside, isListed) => {
      const all = { ...rest, ...(isListed ? { lines } : lines[0]), ...(epk && { epk }) };
      const clear = damaged(JSON.stringify(all), inside);
      const line = damaged(`${Buffer.from(clear).toString('base64url')}..iv.sealed.tag`, outside);
      const found = scanSealedLine(scannerOf(`${line}\n`));
      if (found === undefined) return;
      scanned += 1;
      expect(found).toEqual(parsed(parseSealedLine, line));
    }),
    { numRuns: 5_000, seed: 1 },
  );
  expect(scanned).toBeGreaterThan(900);
});

test.each(['?', '??', '???'])('a header that is no base64url is left to the parser: kid %s', (kid) => {
  const header = JSON.stringify({
    alg: 'ECDH-ES',
    enc: 'A256GCM',
    kid: `${kid}???`,
    step: 's',
    nonce: 'n',
    target: 't',
  });
  const encoded = Buffer.from(header).toString('base64url');
  expect(encoded).toContain('_');
  const scanned = (text: string): unknown => scanSealedLine(scannerOf(`${text}..iv.sealed.tag\n`));
  expect(scanned(encoded)).toEqual(parseSealedLine(`${encoded}..iv.sealed.tag`));
  const others = [
    encoded.replaceAll('_', '/'),
    `${encoded}=`,
    `${encoded} `,
    ` ${encoded}`,
    `${encoded.slice(0, 9)}\t${encoded.slice(9)}`,
  ];
  // One character more than whole groups of four carries nothing.
  if (encoded.length % 4 === 0) others.push(`${encoded}A`);
  expect(others.map(scanned)).toEqual(others.map(() => undefined));
});

test('what stands at the very end is not looked for behind it', () => {
  expect(scannerOf('{"type":"done"').passes(literal('{"type":"done","step":"'))).toBe(false);
  expect(scannerOf('text').textAfter(literal('te'))).toBeUndefined();
});

test.each([
  ['7}', 7],
  ['0}', 0],
  ['07}', undefined],
  ['}', undefined],
  ['123456789012345}', 123_456_789_012_345],
  ['1234567890123456}', undefined],
])('a number: %s', (written, number) => {
  expect(scannerOf(written).numberAfter(literal(''))).toBe(number);
});
