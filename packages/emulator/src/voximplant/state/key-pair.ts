import { generateKeyPair, type KeyObject } from 'node:crypto';
import { promisify } from 'node:util';

/** What the carrier's own keys are made with is unstated; 2,048 bits is the least that RS256 allows. */
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
