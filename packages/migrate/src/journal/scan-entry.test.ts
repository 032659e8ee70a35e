import fc from 'fast-check';
import { expect, test } from 'vitest';
import { damage, damaged, parsed, plainText as text, scannerOf } from '../../test-support/damaged-lines.ts';
import { type JournalEntry, parseEntry } from './journal-entry.ts';
import { scanEntry } from './scan-entry.ts';

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

test('a line of a journal is scanned to what the parser returns, or left to the parser', () => {
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
