import { errorCodes } from '@subuser/core';
import * as z from 'zod';
import type { JournalEntry } from './journal.ts';
import { type LineScanner, literal } from '../files/line-scanner.ts';

const at = z.number();
const text = z.string();
const entrySchema = z.discriminatedUnion('type', [
  z.object({ type: z.literal('begin'), plan: text, at }),
  z.object({ type: z.literal('intent'), step: text, nonce: z.string().exactOptional(), at }),
  z.object({ type: z.literal('sealed'), step: text, nonce: text, target: text, at }),
  z.object({ type: z.literal('done'), step: text, target: text, at }),
  z.object({
    type: z.literal('failed'),
    step: text,
    code: z.enum(errorCodes),
    message: text,
    openAttempts: z.array(text).exactOptional(),
    at,
  }),
  z.object({ type: z.literal('undo-intent'), step: text, target: text, at }),
  z.object({ type: z.literal('undone'), step: text, target: text, at }),
  z.object({ type: z.literal('waited'), durationMs: z.number(), at }),
]);

export function parseEntry(line: string): JournalEntry {
  const parsed = entrySchema.safeParse(JSON.parse(line));
  if (!parsed.success) throw new Error('no entry of a journal');
  return parsed.data;
}

const intentOf = literal('{"type":"intent","step":"');
const sealedOf = literal('{"type":"sealed","step":"');
const doneOf = literal('{"type":"done","step":"');
const nonceIs = literal('","nonce":"');
const targetIs = literal('","target":"');
const atIs = literal('","at":');
const lineEnd = literal('}\n');

/** The three lines of a step that is created, as they are written; all others are left to `parseEntry`. */
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
