import { errorCodes } from '@subuser/core';
import * as z from 'zod';

const text = z.string();
/** In milliseconds since 1970 UTC. */
const at = z.number();
// Read-only, as `SubUserError` has them.
const nonces: z.ZodType<readonly string[]> = z.array(text);

const entrySchema = z.discriminatedUnion('type', [
  z.object({ type: z.literal('begin'), plan: text, at }),
  /** Written before anything is sent. `nonce`: of the create attempt; absent for updates. */
  z.object({ type: z.literal('intent'), step: text, nonce: text.exactOptional(), at }),
  /** The credentials of this attempt are in the sink; the target has this id. */
  z.object({ type: z.literal('sealed'), step: text, nonce: text, target: text, at }),
  /** `callsBlocked`: the target refuses its calls until it is verified. */
  z.object({
    type: z.literal('done'),
    step: text,
    target: text,
    callsBlocked: z.literal(true).exactOptional(),
    at,
  }),
  z.object({
    type: z.literal('failed'),
    step: text,
    code: z.enum(errorCodes),
    message: text,
    openAttempts: nonces.exactOptional(),
    at,
  }),
  z.object({ type: z.literal('undo-intent'), step: text, target: text, at }),
  z.object({ type: z.literal('undone'), step: text, target: text, at }),
  /** An undo has nothing left to do. */
  z.object({ type: z.literal('closed'), at }),
  /** The target made us wait until `at`. It belongs to no step, and is for the report alone. */
  z.object({ type: z.literal('waited'), durationMs: z.number(), at }),
]);

/** One durable line. It never contains a secret. */
export type JournalEntry = z.output<typeof entrySchema>;

export function parseEntry(line: string): JournalEntry {
  const parsed = entrySchema.safeParse(JSON.parse(line));
  if (!parsed.success) throw new Error('not a journal entry');
  return parsed.data;
}
