import { randomBytes } from 'node:crypto';
import { open, rm } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import type { Credentials, SubUser } from '@subuser/core';
import { readJson } from './config/json-document.ts';
import { say, type Terminal } from './terminal.ts';

export interface PlaceOptions {
  seal?: string;
  recipient?: string;
}

/** Where new credentials go. It is open before anything is created, so that a secret shown once has its place. */
export interface CredentialPlace {
  keep(subUser: SubUser, credentials: Credentials): Promise<void>;
  close(): Promise<void>;
}

async function openSealedPlace(file: string, recipient: string, terminal: Terminal): Promise<CredentialPlace> {
  const { openFileSink } = await import('@subuser/migrate');
  const key = await readJson(resolve(terminal.directory, recipient), recipient);
  const sink = await openFileSink(resolve(terminal.directory, file), key.value as object);
  return {
    async keep(subUser, { login, secret, further }) {
      const { carrier, id } = subUser;
      const line = { step: `${carrier}:${id}`, nonce: randomBytes(8).toString('hex'), target: id };
      await sink.seal(line, { carrier, id, login, secret, ...(further && { further }) });
    },
    close: () => sink.close(),
  };
}

/** A new file that only its owner can read, a line of JSON for each; gone again if nothing was kept. */
async function openPlainPlace(profile: string, terminal: Terminal): Promise<CredentialPlace> {
  const file = join(terminal.directory, `${profile}-${randomBytes(4).toString('hex')}.credentials.ndjson`);
  const handle = await open(file, 'wx', 0o600);
  let kept = 0;
  return {
    async keep({ carrier, id }, { login, secret, further = {} }) {
      const revealed = Object.fromEntries(Object.entries(further).map(([name, each]) => [name, each.reveal()]));
      await handle.write(`${JSON.stringify({ carrier, id, login, secret: secret.reveal(), ...revealed })}\n`);
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

export function openCredentialPlace(
  { seal, recipient }: PlaceOptions,
  profile: string,
  terminal: Terminal,
): Promise<CredentialPlace> {
  if (seal !== undefined && recipient !== undefined) return openSealedPlace(seal, recipient, terminal);
  return openPlainPlace(profile, terminal);
}
