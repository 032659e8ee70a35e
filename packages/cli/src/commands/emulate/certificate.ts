import { access } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { SubUserError } from '@subuser/core';
import { readText } from '../../files/read-text.ts';
import { writeNewText } from '../../files/write-text.ts';
import type { Terminal } from '../../terminal/terminal.ts';

export interface Certificate {
  /** PEM. */
  key: string;
  /** PEM. Self-signed, so it is also the authority that clients have to trust. */
  cert: string;
  /** Where `cert` is. */
  file: string;
}

/**
 * The certificate for 127.0.0.1 and localhost in a folder, made there the first time, so that clients need to trust only one.
 * Throws `invalid-argument` without a folder, and what reading and writing throw.
 */
export async function certificateIn(terminal: Terminal, folder: string | undefined): Promise<Certificate> {
  if (folder === undefined) {
    const message = '--tls needs --out: clients have to trust the certificate, which is written to that folder';
    throw new SubUserError('invalid-argument', message, { operation: 'emulate' });
  }
  const [file, keyFile] = [join(folder, 'certificate.pem'), join(folder, 'certificate.key.pem')];
  const exists = await access(resolve(terminal.directory, file)).then(
    () => true,
    () => false,
  );
  if (!exists) await writeCertificate(terminal, file, keyFile);
  const read = (name: string): Promise<string> => readText(resolve(terminal.directory, name), name);
  return { cert: await read(file), key: await read(keyFile), file };
}

async function writeCertificate(terminal: Terminal, file: string, keyFile: string): Promise<void> {
  const { generate } = await import('selfsigned');
  const { private: key, cert } = await generate([{ name: 'commonName', value: 'subuser emulate' }], {
    keyType: 'ec',
    algorithm: 'sha256',
    notBeforeDate: new Date('2026-01-01'),
    notAfterDate: new Date('2049-12-31'),
    extensions: [
      { name: 'basicConstraints', cA: true, critical: true },
      {
        name: 'subjectAltName',
        altNames: [
          { type: 7, ip: '127.0.0.1' },
          { type: 2, value: 'localhost' },
        ],
      },
    ],
  });
  await writeNewText(terminal, keyFile, key);
  await writeNewText(terminal, file, cert, 0o644);
}
