import { Secret } from '@subuser/core';
import { decodeProtectedHeader } from 'jose';
import * as z from 'zod';

const text = z.string();

const sealedLineSchema = z.object({
  /** The plan's step, which is the source's id. */
  step: text,
  nonce: text,
  target: text,
  /** Digest of the step's plan. */
  plan: text.exactOptional(),
});

/** The part of a sealed line that can be read without the private key. */
export type SealedLine = z.output<typeof sealedLineSchema>;

const shared = { kid: text.exactOptional(), plan: text.exactOptional() };
const listSchema = z.object({ ...shared, lines: z.array(sealedLineSchema) });
const headerSchema = z.union([
  listSchema,
  z
    .object({ ...shared, ...sealedLineSchema.shape })
    .transform(({ step, nonce, target, ...rest }) => ({ ...rest, lines: [{ step, nonce, target }] })),
]);

/** What a line's header says in clear. */
export type SealedHeader = z.output<typeof listSchema>;

/** The lines of a header, each with the header's plan. */
export function linesOf({ plan, lines }: SealedHeader): readonly SealedLine[] {
  return plan === undefined ? lines : lines.map((line) => ({ ...line, plan }));
}

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

/** False for a compact JWE whose end is missing: its last part is the tag, of 16 bytes. */
export function isWholeSealedLine(line: string): boolean {
  return /^[\w-]+\.[\w-]*\.[\w-]+\.[\w-]+\.[\w-]{22}$/u.test(line.trimEnd());
}

/** Throws for a line that is none of ours. */
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
