import { calculateJwkThumbprint, exportJWK, generateKeyPair, type JWK } from 'jose';

import { MigrationError } from '../migration-error.ts';
import { createUnseal, type Unseal } from './seal.ts';
import { isWholeSealedLine, linesOf, parseSealedLine, type SealedCredentials, type SealedLine } from './sealed-line.ts';

/** Credentials from a sink. */
export interface OpenedCredentials extends SealedCredentials, SealedLine {
  /** A later line of the same step of the same plan replaces it: its target was deleted and created again. */
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

export interface OpenOptions {
  /** Called for each line that cannot be opened; the others are opened all the same. Without it such a line is an error. */
  onFault?: (fault: MigrationError) => void;
}

type Opened = SealedLine & SealedCredentials;

/** The credentials of one line. Throws `damaged` or `wrong-key`. */
async function openLine(line: string, number: number, unseal: Unseal): Promise<Opened[]> {
  let lines: readonly SealedLine[];
  try {
    lines = linesOf(parseSealedLine(line));
  } catch (error) {
    const message = `the sealed file: line ${number} is damaged (${error instanceof Error ? error.message : 'unreadable'})`;
    throw new MigrationError('damaged', `${message}; restore the file, or correct that line`, error);
  }
  try {
    const all = await unseal(line);
    if (all.length !== lines.length) throw new Error('its header does not match its content');
    return all.map((credentials, place) => ({ ...(lines[place] as SealedLine), ...credentials }));
  } catch {
    // Without the cause, which may quote what was sealed.
    const message = `line ${number} of the sealed file cannot be opened with this key, or was changed`;
    throw new MigrationError('wrong-key', message);
  }
}

/**
 * Opens all credentials in a sink's text, in the order in which they were sealed. Of several for one step of one plan the
 * last counts. Rejects with `MigrationError`, naming the line: `damaged` for one that is not a sealed line, `wrong-key` for one that this key does not open; with `onFault` only if no line can be opened.
 */
export async function openSealed(
  text: string,
  privateJwk: JWK,
  { onFault }: OpenOptions = {},
): Promise<OpenedCredentials[]> {
  const lines = text.split(/\r?\n/u);
  // The last line may lack its line feed.
  const torn = isWholeSealedLine(lines.at(-1) ?? '') ? '' : lines.pop();
  const unseal = await createUnseal(privateJwk);
  const opened: Opened[] = [];
  const faults: MigrationError[] = [];
  for (const [index, line] of lines.entries())
    try {
      opened.push(...(await openLine(line, index + 1, unseal)));
    } catch (error) {
      if (!(error instanceof MigrationError) || onFault === undefined) throw error;
      faults.push(error);
    }
  if (torn !== '') {
    const fault = new MigrationError(
      'damaged',
      `line ${lines.length + 1} of the sealed file is incomplete, as after a kill`,
    );
    if (onFault === undefined) throw fault;
    faults.push(fault);
  }
  if (faults.length > 0 && opened.length === 0) throw faults[0];
  for (const fault of faults) onFault?.(fault);
  const newest = new Map(opened.map(({ plan = '', step }, index) => [`${plan} ${step}`, index]));
  return opened.map((each, index) => ({
    ...each,
    isSuperseded: newest.get(`${each.plan ?? ''} ${each.step}`) !== index,
  }));
}
