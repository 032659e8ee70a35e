import { Secret } from '@subuser/core';
import {
  calculateJwkThumbprint,
  CompactEncrypt,
  compactDecrypt,
  decodeProtectedHeader,
  importJWK,
  type JWK,
} from 'jose';
import * as z from 'zod';
import type { SealedCredentials, SealedLine } from './credential-sink.ts';
import { MigrationError } from './migration-error.ts';

const encryption = 'A256GCM';
const algorithms: Readonly<Record<string, string>> = { EC: 'ECDH-ES', OKP: 'ECDH-ES', RSA: 'RSA-OAEP-256' };

const lineSchema = z.object({
  step: z.string(),
  nonce: z.string(),
  target: z.string(),
  kid: z.string().exactOptional(),
});
const payloadSchema = z.object({
  carrier: z.string(),
  id: z.string(),
  login: z.string(),
  secret: z.string(),
  further: z.record(z.string(), z.string()).exactOptional(),
});

export interface Seal {
  /** Of the recipient's key; each line has it, so that a file is to one recipient. */
  kid: string;
  seal: (line: SealedLine, credentials: SealedCredentials) => Promise<string>;
}

function algorithmOf({ kty = '' }: JWK): string {
  const algorithm = algorithms[kty];
  if (algorithm !== undefined) return algorithm;
  throw new MigrationError('wrong-key', 'credentials are sealed to an EC, OKP or RSA key; this JWK is none of them');
}

/** Seals to a public JWK. Rejects with `wrong-key` where it is private (it has no business here) or of no use. */
export async function createSeal(recipient: JWK): Promise<Seal> {
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
  const seal: Seal['seal'] = ({ step, nonce, target }, { carrier, id, login, secret, further }) => {
    const revealed = further && Object.entries(further).map(([name, each]) => [name, each.reveal()]);
    const payload = {
      carrier,
      id,
      login,
      secret: secret.reveal(),
      ...(revealed && { further: Object.fromEntries(revealed) }),
    };
    return new CompactEncrypt(Buffer.from(JSON.stringify(payload)))
      .setProtectedHeader({ alg, enc: encryption, kid, step, nonce, target })
      .encrypt(key);
  };
  return { kid, seal };
}

/** What stands in clear in a sealed line. */
export function parseSealedLine(text: string): SealedLine & { kid?: string } {
  let header: unknown;
  try {
    header = text.split('.').length === 5 ? decodeProtectedHeader(text) : undefined;
  } catch {
    header = undefined;
  }
  if (header === undefined) throw new SyntaxError('no compact JWE');
  const parsed = lineSchema.safeParse(header);
  if (!parsed.success) throw new Error('its header names no step, nonce and target');
  return parsed.data;
}

export type Unseal = (text: string) => Promise<SealedCredentials>;

/** Opens what was sealed to the public part of this key. Rejects with the library's error where it was not. */
export async function createUnseal(privateJwk: JWK): Promise<Unseal> {
  const alg = algorithmOf(privateJwk);
  const key = await importJWK(privateJwk, alg);
  return async (text) => {
    const options = { keyManagementAlgorithms: [alg], contentEncryptionAlgorithms: [encryption] };
    const { plaintext } = await compactDecrypt(text, key, options);
    const { secret, further, ...rest } = payloadSchema.parse(JSON.parse(Buffer.from(plaintext).toString('utf8')));
    const secrets = further && Object.entries(further).map(([name, value]) => [name, new Secret(value)]);
    return { ...rest, secret: new Secret(secret), ...(secrets && { further: Object.fromEntries(secrets) }) };
  };
}
