import { createPrivateKey, type KeyObject } from 'node:crypto';
import { Secret } from '@subuser/core';
import * as z from 'zod';
import { type DecimalId, isDecimalId } from './decimal-id.ts';
import type { VoximplantKey } from './voximplant-auth.ts';

/** `credentials.json` as the control panel downloads it for a service account and CreateKey returns it. */
export interface VoximplantCredentialsFile {
  account_email?: string | undefined;
  account_id: DecimalId;
  key_id: string;
  /** PEM, PKCS#8 or PKCS#1. */
  private_key: string | Secret;
}

/** The same, field by field. */
export interface VoximplantCredentialsFields {
  accountId: DecimalId;
  keyId: string;
  privateKey: string | Secret;
}

export type VoximplantCredentials = VoximplantCredentialsFile | VoximplantCredentialsFields;

// RS256 requires at least this (RFC 7518, 3.3).
const fewestKeyBits = 2048;

/** A PEM from one line of an environment file has a literal `\n` for each line break. */
function readPrivateKey(pem: string): KeyObject | undefined {
  try {
    const key = createPrivateKey(pem.replaceAll(String.raw`\n`, '\n'));
    const bits = key.asymmetricKeyDetails?.modulusLength ?? 0;
    return key.asymmetricKeyType === 'rsa' && bits >= fewestKeyBits ? key : undefined;
  } catch {
    // No cause: it may quote the key.
    return undefined;
  }
}

const privateKey = z
  .union([z.string(), z.instanceof(Secret)], 'must be a text or a Secret')
  .transform((value, context) => {
    const key = readPrivateKey(value instanceof Secret ? value.reveal() : value);
    if (key !== undefined) return key;
    const message = `must be an unencrypted RSA private key of at least ${fewestKeyBits} bits, PEM in PKCS#8 or PKCS#1`;
    context.addIssue({ code: 'custom', message });
    return z.NEVER;
  });

const accountId = z.custom<DecimalId>(isDecimalId, 'must be the decimal number of the account').transform(Number);

const keyId = z
  .string('must be the id of a key')
  .regex(/^[\x21-\x7e]+$/u, 'must be ASCII without spaces, and not empty');

const fieldsSchema = z.strictObject({ accountId, keyId, privateKey });

// The carrier's own file, to which it may add fields.
const fileSchema = z
  .object({ account_id: accountId, key_id: keyId, private_key: privateKey })
  .transform((file) => ({ accountId: file.account_id, keyId: file.key_id, privateKey: file.private_key }));

function isFile(value: object): boolean {
  return ['account_id', 'key_id', 'private_key'].some((name) => name in value);
}

function isObject(value: unknown): value is object {
  return typeof value === 'object' && value !== null;
}

/** Either form. No zod union: its error says only that neither form fits, and names no field. */
export const credentialsSchema: z.ZodType<VoximplantKey, VoximplantCredentials> = z
  .custom<VoximplantCredentials>(isObject, {
    error: 'must be the content of credentials.json, or { accountId, keyId, privateKey }',
    abort: true,
  })
  .transform((value, context) => {
    const parsed = (isFile(value) ? fileSchema : fieldsSchema).safeParse(value);
    if (parsed.success) return parsed.data;
    for (const issue of parsed.error.issues) context.issues.push({ ...issue, input: undefined });
    return z.NEVER;
  });
