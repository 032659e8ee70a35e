import { calculateJwkThumbprint, exportJWK, generateKeyPair, type JWK } from 'jose';

import { MigrationError } from '../migration-error.ts';
import { goodBytes, type Bytes, readLines } from '../files/read-lines.ts';
import { createUnseal } from './seal.ts';
import { parseSealedLine, type SealedCredentials, type SealedHeader, type SealedLine } from './sealed-line.ts';

/** Credentials as they come out of a sink. */
export interface OpenedCredentials extends SealedCredentials, SealedLine {
  /** A later line of the same step replaces it: its target was deleted and created again. */
  isSuperseded: boolean;
}

/** A pair for sealing, P-256: the public one is for `openFileSink`, the private one for `openSealed` and for nobody else. */
export async function generateSealKeys(): Promise<{ publicJwk: JWK; privateJwk: JWK }> {
  const alg = 'ECDH-ES';
  const pair = await generateKeyPair(alg, { crv: 'P-256', extractable: true });
  const publicPart = await exportJWK(pair.publicKey);
  const marks = { kid: await calculateJwkThumbprint(publicPart), alg, use: 'enc' };
  return { publicJwk: { ...publicPart, ...marks }, privateJwk: { ...(await exportJWK(pair.privateKey)), ...marks } };
}

/**
 * All credentials of a sink's text, in the order in which they were sealed; a torn last line is left out. Of several with
 * one step the last counts. Rejects with `MigrationError`: `damaged` where a line is broken, `wrong-key` where one does
 * not open, each naming the line.
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
      if (all.length !== lines.length) throw new Error('its header names more than it holds, or less');
      for (const [place, credentials] of all.entries())
        opened.push({ ...(lines[place] as SealedLine), ...credentials });
    } catch {
      // Without its cause, which may quote what was sealed.
      const message = `line ${index + 1} of the sealed file does not open with this key, or was changed`;
      throw new MigrationError('wrong-key', message);
    }
  }
  const last = new Map(opened.map(({ step }, index) => [step, index]));
  return opened.map((each, index) => ({ ...each, isSuperseded: last.get(each.step) !== index }));
}
