import { generate } from 'selfsigned';

export interface Certificate {
  /** PEM. Made for one test and never written down, except where a child process has to read it. */
  readonly key: string;
  /** PEM. Self-signed, so it is also the authority that a client has to trust. */
  readonly cert: string;
}

/** A certificate for 127.0.0.1, or for the address given. */
export async function newCertificate(ip = '127.0.0.1'): Promise<Certificate> {
  const { private: key, cert } = await generate([{ name: 'commonName', value: 'emulator.invalid' }], {
    keyType: 'ec',
    algorithm: 'sha256',
    extensions: [
      { name: 'basicConstraints', cA: true, critical: true },
      { name: 'subjectAltName', altNames: [{ type: 7, ip }] },
    ],
  });
  return { key, cert };
}
