import { calculateJwkThumbprint, exportJWK, generateKeyPair, type JWK } from 'jose';

import { MigrationError } from '../migration-error.ts';
import { goodBytes, type Bytes, readLines } from '../files/read-lines.ts';
import { createUnseal } from './seal.ts';
import { parseSealedLine, type SealedCredentials, type SealedHeader, type SealedLine } from './sealed-line.ts';

/** Credentials from a sink. */
export interface OpenedCredentials extends SealedCredentials, SealedLine {
  /** A later line of the same step replaces it: its target was deleted and created again. */
  isSuperseded: boolean;
}

/** Generates a P-256 key pair: the public key for `openFileSink`, the private key for `openSealed` and nothing else. */
export async function generateSealKeys(): Promise<{ publicJwk: JWK; privateJwk: JWK }> {
  const alg = 'ECDH-ES';
  const pair = await generateKeyPair(alg, { crv: 'P-256', extractable: true });
  const publicPart = await exportJWK(pair.publicKey);
  const marks = { kid: await calculateJwkThumbprint(publicPart), alg, use: 'enc' };
  return { publicJwk: { ...publicPart, ...marks }, privateJwk: { ...(await exportJWK(pair.privateKey)), ...marks } };
}

/**
 * Opens all credentials in a sink's text, in the order in which they were sealed, without a partial last line. Of several
 * for one step the last counts. Rejects with `MigrationError`, naming the line: `damaged` for one that is not a sealed line,
 * `wrong-key` for one that this key does not open.
 */
export async function openSealed(text: string, privateJwk: JWK): Promise<OpenedCredentials[]> {
  const bytes = Buffer.from(text);
  const file: Bytes = { read: async (into, position) => bytes.copy(into, 0, position) };
  const reading = { parse: (line: string) => ({ line, ...parseSealedLine(line) }) };
  const items: (SealedHeader & { line: string })[] = [];
  const good = await goodBytes(file, bytes.length, reading);
  for await (const some of readLines('the sealed file', file, good, reading)) items.push(...some);
  const unseal = await createUnseal(privateJwk);
  const opened: (SealedLine & SealedCredentials)[] = [];
  for (const [index, { line, lines }] of items.entries()) {
    try {
      const all = await unseal(line);
      if (all.length !== lines.length) throw new Error('its header does not match its content');
      for (const [place, credentials] of all.entries())
        opened.push({ ...(lines[place] as SealedLine), ...credentials });
    } catch {
      // Without the cause, which may quote what was sealed.
      const message = `line ${index + 1} of the sealed file cannot be opened with this key, or was changed`;
      throw new MigrationError('wrong-key', message);
    }
  }
  const last = new Map(opened.map(({ step }, index) => [step, index]));
  return opened.map((each, index) => ({ ...each, isSuperseded: last.get(each.step) !== index }));
}
