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
import { MigrationError } from '../migration-error.ts';

const encryption = 'A256GCM';
const algorithms: Readonly<Record<string, string>> = { EC: 'ECDH-ES', OKP: 'ECDH-ES', RSA: 'RSA-OAEP-256' };

const lineSchema = z.object({ step: z.string(), nonce: z.string(), target: z.string() });
const kid = z.string().exactOptional();
const headerSchema = z.union([z.object({ kid, lines: z.array(lineSchema) }), lineSchema.extend({ kid })]);
const payloadSchema = z.object({
  carrier: z.string(),
  id: z.string(),
  login: z.string(),
  secret: z.string(),
  otherSecrets: z.record(z.string(), z.string()).exactOptional(),
});
const payloadsSchema = z.union([z.array(payloadSchema), payloadSchema.transform((payload) => [payload])]);

export interface Sealable {
  line: SealedLine;
  credentials: SealedCredentials;
}

export interface Seal {
  /** Of the recipient's key; each line has it, so that a file is to one recipient. */
  kid: string;
  /** One line of all of them: what a seal costs hardly grows with what is in it. */
  seal: (group: readonly Sealable[]) => Promise<string>;
}

function algorithmOf({ kty = '' }: JWK): string {
  const algorithm = algorithms[kty];
  if (algorithm !== undefined) return algorithm;
  throw new MigrationError('wrong-key', 'credentials are sealed to an EC, OKP or RSA key; this JWK is none of them');
}

function reveal({ carrier, id, login, secret, otherSecrets }: SealedCredentials): z.output<typeof payloadSchema> {
  const revealed = otherSecrets && Object.entries(otherSecrets).map(([name, each]) => [name, each.reveal()]);
  return {
    carrier,
    id,
    login,
    secret: secret.reveal(),
    ...(revealed && { otherSecrets: Object.fromEntries(revealed) }),
  };
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
  const seal: Seal['seal'] = (group) => {
    const payloads = group.map(({ credentials }) => reveal(credentials));
    const lines = group.map(({ line: { step, nonce, target } }) => ({ step, nonce, target }));
    const isOne = group.length === 1;
    return new CompactEncrypt(Buffer.from(JSON.stringify(isOne ? payloads[0] : payloads)))
      .setProtectedHeader({ alg, enc: encryption, kid, ...(isOne ? lines[0] : { lines }) })
      .encrypt(key);
  };
  return { kid, seal };
}

/** What stands in clear in a sealed line. */
export interface SealedHeader {
  kid?: string;
  lines: SealedLine[];
}

export function parseSealedLine(text: string): SealedHeader {
  let header: unknown;
  try {
    header = text.split('.').length === 5 ? decodeProtectedHeader(text) : undefined;
  } catch {
    header = undefined;
  }
  if (header === undefined) throw new SyntaxError('no compact JWE');
  const parsed = headerSchema.safeParse(header);
  if (!parsed.success) throw new Error('its header names no step, nonce and target');
  if ('lines' in parsed.data) return parsed.data;
  const { kid, ...line } = parsed.data;
  return { ...(kid !== undefined && { kid }), lines: [line] };
}

/** In the order of the header's lines. */
export type Unseal = (text: string) => Promise<SealedCredentials[]>;

/** Opens what was sealed to the public part of this key. Rejects with the library's error where it was not. */
export async function createUnseal(privateJwk: JWK): Promise<Unseal> {
  const alg = algorithmOf(privateJwk);
  const key = await importJWK(privateJwk, alg);
  return async (text) => {
    const options = { keyManagementAlgorithms: [alg], contentEncryptionAlgorithms: [encryption] };
    const { plaintext } = await compactDecrypt(text, key, options);
    const payloads = payloadsSchema.parse(JSON.parse(Buffer.from(plaintext).toString('utf8')));
    return payloads.map(({ secret, otherSecrets, ...rest }) => {
      const secrets = otherSecrets && Object.entries(otherSecrets).map(([name, value]) => [name, new Secret(value)]);
      return { ...rest, secret: new Secret(secret), ...(secrets && { otherSecrets: Object.fromEntries(secrets) }) };
    });
  };
}
