import { generateKeyPair, type KeyObject } from 'node:crypto';
import { promisify } from 'node:util';

/** The size of the carrier's own keys is undocumented; RS256 requires at least 2,048 bits. */
const modulusBits = 2048;
const generate = promisify(generateKeyPair);

export interface KeyPair {
  readonly publicKey: KeyObject;
  /** PEM, PKCS#8. */
  readonly privateKey: string;
}

export async function newKeyPair(): Promise<KeyPair> {
  const { publicKey, privateKey } = await generate('rsa', { modulusLength: modulusBits });
  return { publicKey, privateKey: privateKey.export({ type: 'pkcs8', format: 'pem' }).toString() };
}
