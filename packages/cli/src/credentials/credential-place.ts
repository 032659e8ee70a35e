import { randomBytes } from 'node:crypto';
import { open, rm } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { type Credentials, type SubUser, SubUserError } from '@subuser/core';
import { readKey } from '../files/read-key.ts';
import { reasonOf } from '../files/read-text.ts';
import { say, type Terminal } from '../terminal/terminal.ts';
import { clearLine } from './clear-line.ts';

export interface PlaceOptions {
  seal?: string;
  recipient?: string;
}

/** Where new credentials go. Opened before anything is created, so that a secret that is shown once is never lost. */
export interface CredentialPlace {
  keep(subUser: Pick<SubUser, 'carrier' | 'id' | 'name'>, credentials: Credentials): Promise<void>;
  close(): Promise<void>;
}

async function openSealedPlace(file: string, recipient: string, terminal: Terminal): Promise<CredentialPlace> {
  const { openFileSink } = await import('@subuser/migrate');
  const sink = await openFileSink(resolve(terminal.directory, file), await readKey(terminal, recipient));
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

/** A new file that only its owner can read, with a line of JSON for each. Removed again if nothing was kept. */
async function openPlainPlace(profile: string, terminal: Terminal): Promise<CredentialPlace> {
  const file = join(terminal.directory, `${profile}-${randomBytes(4).toString('hex')}.credentials.ndjson`);
  const handle = await open(file, 'wx', 0o600).catch((error: unknown) => {
    const message = `${file} cannot be written (${reasonOf(error)}): run the command in a folder that you can write to, or name a file with --seal and --recipient`;
    throw new SubUserError('failed-precondition', message, { operation: 'create' }, error);
  });
  let kept = 0;
  return {
    async keep({ carrier, id }, credentials) {
      await handle.write(clearLine({ carrier, id, ...credentials }));
      await handle.datasync();
      kept += 1;
    },
    async close() {
      await handle.close();
      if (kept === 0) return rm(file);
      say(
        terminal,
        `Credentials: ${file} (in clear, readable by you alone; --seal FILE --recipient KEY.json encrypts them).`,
      );
    },
  };
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
        const what = `${id || 'the new sub-user'} exists now, but its credentials could not be written (${reasonOf(error)}) and are lost: free some disk space, delete it, and create it again`;
        const detail = { carrier, operation: 'create', subject: name };
        throw new SubUserError('failed-precondition', what, detail, error);
      }),
    close: () => place.close(),
  };
}
