import { calculateJwkThumbprint, CompactEncrypt, compactDecrypt, importJWK, type JWK } from 'jose';
import * as z from 'zod';
import { MigrationError } from '../migration-error.ts';
import { credentialsSchema, parseSealedLine, type SealedCredentials, type SealedLine } from './sealed-line.ts';

const encryption = 'A256GCM';
const algorithms: Readonly<Record<string, string>> = { EC: 'ECDH-ES', OKP: 'ECDH-ES', RSA: 'RSA-OAEP-256' };

const payloadSchema = z.union([
  z.array(credentialsSchema),
  credentialsSchema.transform((credentials) => [credentials]),
]);

export interface Sealable {
  line: SealedLine;
  credentials: SealedCredentials;
}

export interface Seal {
  /** Id of the recipient's key. Every line names it, so that a file has one recipient. */
  kid: string;
  /** Seals all of them as one line: the cost of a seal hardly depends on its size. */
  seal: (group: readonly Sealable[]) => Promise<string>;
}

function algorithmOf({ kty = '' }: JWK): string {
  const algorithm = algorithms[kty];
  if (algorithm !== undefined) return algorithm;
  throw new MigrationError(
    'wrong-key',
    'this JWK is not an EC, OKP or RSA key; credentials are sealed to one of these',
  );
}

/**
 * Seals to a public JWK; each header names `plan`. Rejects with `wrong-key` for a private key, and for one that cannot
 * be used, which a trial tells.
 */
export async function createSeal(recipient: JWK, plan?: string): Promise<Seal> {
  const alg = algorithmOf(recipient);
  if (recipient.d !== undefined)
    throw new MigrationError('wrong-key', 'this JWK is a private key; seal to its public part, and keep it elsewhere');
  let key: Awaited<ReturnType<typeof importJWK>>;
  try {
    key = await importJWK(recipient, alg);
  } catch (error) {
    throw new MigrationError('wrong-key', 'this JWK cannot be read as a public key', error);
  }
  const kid = recipient.kid ?? (await calculateJwkThumbprint(recipient));
  const inPlan = plan === undefined ? {} : { plan };
  const seal: Seal['seal'] = (group) => {
    const payloads = group.map(({ credentials }) => z.encode(credentialsSchema, credentials));
    const lines = group.map(({ line: { step, nonce, target } }) => ({ step, nonce, target }));
    const isOne = group.length === 1;
    return new CompactEncrypt(Buffer.from(JSON.stringify(isOne ? payloads[0] : payloads)))
      .setProtectedHeader({ alg, enc: encryption, kid, ...inPlan, ...(isOne ? lines[0] : { lines }) })
      .encrypt(key);
  };
  try {
    parseSealedLine(await seal([]));
  } catch (error) {
    // Such as an RSA key that is too short, or an id that is not text.
    const reason = error instanceof Error ? error.message : 'unknown';
    throw new MigrationError('wrong-key', `nothing can be sealed to this JWK (${reason}); use another key`, error);
  }
  return { kid, seal };
}

/** Opens one line; the credentials are in the order of its header's lines. */
export type Unseal = (line: string) => Promise<SealedCredentials[]>;

/** Opens what was sealed to the public part of this key. Rejects with the library's error for any other line. */
export async function createUnseal(privateJwk: JWK): Promise<Unseal> {
  const alg = algorithmOf(privateJwk);
  const key = await importJWK(privateJwk, alg);
  return async (line) => {
    const options = { keyManagementAlgorithms: [alg], contentEncryptionAlgorithms: [encryption] };
    const { plaintext } = await compactDecrypt(line, key, options);
    return payloadSchema.parse(JSON.parse(Buffer.from(plaintext).toString('utf8')));
  };
}
