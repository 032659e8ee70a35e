import { Secret } from '@subuser/core';
import { decodeProtectedHeader } from 'jose';
import * as z from 'zod';

const text = z.string();

const sealedLineSchema = z.object({
  /** The plan's step, which is the source's id. */
  step: text,
  nonce: text,
  target: text,
});

/** The part of a sealed line that can be read without the private key. */
export type SealedLine = z.output<typeof sealedLineSchema>;

const kid = text.exactOptional();
const listSchema = z.object({ kid, lines: z.array(sealedLineSchema) });
const headerSchema = z.union([
  listSchema,
  sealedLineSchema
    .extend({ kid })
    .transform(({ kid, ...line }) => ({ ...(kid !== undefined && { kid }), lines: [line] })),
]);

/** What a line's header says in clear. */
export type SealedHeader = z.output<typeof listSchema>;

/** A `Secret` is revealed only to be sealed. */
const secret = z.codec(text, z.custom<Secret>(), {
  decode: (value) => new Secret(value),
  encode: (value) => value.reveal(),
});

export const credentialsSchema = z.object({
  carrier: text,
  /** The target's id. */
  id: text,
  login: text,
  secret,
  otherSecrets: z.record(text, secret).exactOptional(),
});

/** The credentials of one created sub-user. */
export type SealedCredentials = z.output<typeof credentialsSchema>;

/** Throws a `SyntaxError` for a line that was not written whole, and an `Error` for any other that is not ours. */
export function parseSealedLine(line: string): SealedHeader {
  let header: unknown;
  try {
    header = line.split('.').length === 5 ? decodeProtectedHeader(line) : undefined;
  } catch {
    header = undefined;
  }
  if (header === undefined) throw new SyntaxError('no compact JWE');
  const parsed = headerSchema.safeParse(header);
  if (!parsed.success) throw new Error('its header names no step, nonce and target');
  return parsed.data;
}
