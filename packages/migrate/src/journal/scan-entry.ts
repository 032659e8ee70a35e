import { type LineScanner, literal } from '../files/line-scanner.ts';
import type { JournalEntry } from './journal-entry.ts';

const intentOf = literal('{"type":"intent","step":"');
const sealedOf = literal('{"type":"sealed","step":"');
const doneOf = literal('{"type":"done","step":"');
const nonceIs = literal('","nonce":"');
const targetIs = literal('","target":"');
const atIs = literal('","at":');
const lineEnd = literal('}\n');

/** Reads the three lines of a create as they are written; returns `undefined` for any other, which `parseEntry` reads. */
export function scanEntry(line: LineScanner): JournalEntry | undefined {
  const entry = scanIntent(line) ?? scanSealed(line) ?? scanDone(line);
  return line.passes(lineEnd) ? entry : undefined;
}

function scanIntent(line: LineScanner): JournalEntry | undefined {
  const step = line.textAfter(intentOf);
  if (step === undefined) return undefined;
  const nonce = line.textAfter(nonceIs);
  const at = line.numberAfter(atIs);
  return nonce === undefined || at === undefined ? undefined : { type: 'intent', step, nonce, at };
}

function scanSealed(line: LineScanner): JournalEntry | undefined {
  const step = line.textAfter(sealedOf);
  if (step === undefined) return undefined;
  const nonce = line.textAfter(nonceIs);
  const target = line.textAfter(targetIs);
  const at = line.numberAfter(atIs);
  if (nonce === undefined || target === undefined || at === undefined) return undefined;
  return { type: 'sealed', step, nonce, target, at };
}

function scanDone(line: LineScanner): JournalEntry | undefined {
  const step = line.textAfter(doneOf);
  if (step === undefined) return undefined;
  const target = line.textAfter(targetIs);
  const at = line.numberAfter(atIs);
  return target === undefined || at === undefined ? undefined : { type: 'done', step, target, at };
}
