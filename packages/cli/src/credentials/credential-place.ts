import { randomBytes } from 'node:crypto';
import { rm, stat } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { type Credentials, type SubUser, SubUserError } from '@subuser/core';
import type { DurableLines, TornEnd } from '@subuser/migrate';
import { readKey } from '../files/read-key.ts';
import { reasonOf } from '../files/read-text.ts';
import { say, type Terminal } from '../terminal/terminal.ts';
import { clearLine } from './clear-line.ts';
import { sayTorn } from './say-torn.ts';

export interface PlaceOptions {
  seal?: string;
  recipient?: string;
}

/**
 * Where new credentials go. Opened, and proved to be writable, before anything is created, so that a secret that is shown
 * once is never lost.
 */
export interface CredentialPlace {
  keep(subUser: Pick<SubUser, 'carrier' | 'id' | 'name'>, credentials: Credentials): Promise<void>;
  close(): Promise<void>;
}

async function openSealedPlace(file: string, recipient: string, terminal: Terminal): Promise<CredentialPlace> {
  const { openFileSink } = await import('@subuser/migrate');
  const path = resolve(terminal.directory, file);
  const onTorn = (torn: TornEnd): void => sayTorn(terminal, torn);
  const sink = await openFileSink(path, await readKey(terminal, recipient), { onTorn });
  try {
    await sink.prepare?.();
  } catch (error) {
    await sink.close();
    throw error;
  }
  return {
    async keep(subUser, { login, secret, otherSecrets }) {
      const { carrier, id } = subUser;
      const nonce = randomBytes(8).toString('hex');
      // A reply that does not fit may contain a secret and no id.
      const target = id || nonce;
      const line = { step: `${carrier}:${target}`, nonce, target };
      await sink.seal(line, { carrier, id, login, secret, ...(otherSecrets && { otherSecrets }) });
    },
    close: () => sink.close(),
  };
}

/** In characters: more than a line of credentials. */
const proofLength = 4_096;

const asLines = (lines: readonly string[]): readonly string[] => lines;

async function openClearLines(path: string): Promise<DurableLines<unknown, string>> {
  const { openDurableLines } = await import('@subuser/migrate');
  const lines = await openDurableLines(path, { begins: '{"carrier":', parse: JSON.parse, write: asLines });
  try {
    await lines.prove(' '.repeat(proofLength));
    return lines;
  } catch (error) {
    await lines.close();
    await rm(path);
    throw error;
  }
}

/** A new file that only its owner can read, with a line of JSON for each. Removed again if nothing was kept. */
async function openPlainPlace(profile: string, terminal: Terminal): Promise<CredentialPlace> {
  const file = join(terminal.directory, `${profile}-${randomBytes(4).toString('hex')}.credentials.ndjson`);
  const lines = await openClearLines(file).catch((error: unknown) => {
    const message = `${file} cannot be written (${rootReasonOf(error)}): run the command in a folder that you can write to, or name a file with --seal and --recipient`;
    throw new SubUserError('failed-precondition', message, { operation: 'create' }, error);
  });
  let kept = 0;
  return {
    async keep({ carrier, id }, credentials) {
      await lines.append(clearLine({ carrier, id, ...credentials }));
      kept += 1;
    },
    async close() {
      await lines.close();
      if (kept === 0 && (await stat(file)).size === 0) return rm(file);
      say(
        terminal,
        `Credentials: ${file} (in clear, readable by you alone; --seal FILE --recipient KEY.json encrypts them).`,
      );
    },
  };
}

/** The system's code behind an error of the migration package. */
function rootReasonOf(error: unknown): string {
  return reasonOf(error instanceof Error && error.cause !== undefined ? error.cause : error);
}

/** Opens a place whose errors name the sub-user that is without credentials, and a remedy. */
export async function openCredentialPlace(
  { seal, recipient }: PlaceOptions,
  profile: string,
  terminal: Terminal,
): Promise<CredentialPlace> {
  const isSealed = seal !== undefined && recipient !== undefined;
  const place = await (isSealed ? openSealedPlace(seal, recipient, terminal) : openPlainPlace(profile, terminal));
  return {
    keep: (subUser, credentials) =>
      place.keep(subUser, credentials).catch((error: unknown) => {
        const { carrier, id, name } = subUser;
        const what = `${id || 'the new sub-user'} exists now, but its credentials could not be written (${rootReasonOf(error)}) and are lost: free some disk space, delete it, and create it again`;
        const detail = { carrier, operation: 'create', subject: name };
        throw new SubUserError('failed-precondition', what, detail, error);
      }),
    close: () => place.close(),
  };
}
