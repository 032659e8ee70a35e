// The certificate of the bench server. Clients without an option for it trust it only in a process that starts with
// NODE_EXTRA_CA_CERTS, so it is made and written down before a bench starts.
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { type Certificate, newCertificate } from '../support/certificate.ts';

export interface Authority {
  /** For the processes that have to trust it. */
  environment: { NODE_EXTRA_CA_CERTS: string };
  remove(): Promise<void>;
}

export async function newAuthority(): Promise<Authority> {
  const folder = await mkdtemp(join(tmpdir(), 'bench-authority-'));
  const { key, cert } = await newCertificate();
  await writeFile(join(folder, 'key.pem'), key, { mode: 0o600 });
  await writeFile(join(folder, 'cert.pem'), cert);
  return {
    environment: { NODE_EXTRA_CA_CERTS: join(folder, 'cert.pem') },
    remove: () => rm(folder, { recursive: true }),
  };
}

/** What this process was started with. */
export async function ownAuthority(): Promise<Certificate> {
  const folder = dirname(process.env['NODE_EXTRA_CA_CERTS'] ?? '');
  const [key, cert] = await Promise.all(['key.pem', 'cert.pem'].map((name) => readFile(join(folder, name), 'utf8')));
  return { key: key ?? '', cert: cert ?? '' };
}
