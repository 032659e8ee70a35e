import { Secret } from '@subuser/core';
import { inOurWords } from '@subuser/core/provider';
import * as z from 'zod';
import { type DecimalId, isDecimalId } from '../decimal-id.ts';
import { privateKeySchema } from './private-key.ts';
import { unwrapText } from './unwrap-text.ts';
import type { VoximplantKey } from '../voximplant-auth.ts';

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

/** Also the file as text, in JSON or base64 of it, as a CI system keeps it in one variable. */
export type VoximplantCredentials = VoximplantCredentialsFile | VoximplantCredentialsFields | string | Secret;

const accountId = z.custom<DecimalId>(isDecimalId, 'must be the decimal number of the account').transform(Number);

const keyId = z
  .string('must be the id of a key')
  .regex(/^[\x21-\x7e]+$/u, 'must be ASCII without spaces, and not empty');

const fieldsSchema = z.strictObject({ accountId, keyId, privateKey: privateKeySchema });

// The carrier's own file, to which it may add fields.
const fileSchema = z
  .object({ account_id: accountId, key_id: keyId, private_key: privateKeySchema })
  .transform((file) => ({ accountId: file.account_id, keyId: file.key_id, privateKey: file.private_key }));

function isFile(value: object): boolean {
  return ['account_id', 'key_id', 'private_key'].some((name) => name in value);
}

function isObject(value: unknown): value is object {
  return typeof value === 'object' && value !== null;
}

const rule = 'must be the content of credentials.json, or { accountId, keyId, privateKey }';

const notJson =
  'begins like the content of credentials.json, but is not JSON: it may be cut off, or a shell has removed its quotes';

/** The object in a text, or the rule that the text breaks. */
function readText(given: string): object | string {
  const text = unwrapText(given, (each) => each.startsWith('{'));
  if (!text.startsWith('{')) return rule;
  try {
    // Some systems write the line breaks of the key as they are, some escape all quotes.
    const oneLine = text.replaceAll(/-----BEGIN[^"]*/gu, (pem) => pem.replaceAll(/\r?\n/gu, String.raw`\n`));
    return JSON.parse(oneLine.startsWith(String.raw`{\"`) ? JSON.parse(`"${oneLine}"`) : oneLine) as object;
  } catch {
    // No cause: it quotes the text.
    return notJson;
  }
}

/** Any form. No zod union: its error says only that no form fits, and names no field. */
export const credentialsSchema: z.ZodType<VoximplantKey, VoximplantCredentials> = z
  .custom<VoximplantCredentials>((value) => isObject(value) || typeof value === 'string', { error: rule, abort: true })
  .transform((given, context) => {
    const text = given instanceof Secret ? given.reveal() : given;
    const value = typeof text === 'string' ? readText(text) : text;
    if (typeof value === 'string') {
      context.addIssue({ code: 'custom', message: value });
      return z.NEVER;
    }
    const parsed = (isFile(value) ? fileSchema : fieldsSchema).safeParse(value, inOurWords);
    if (parsed.success) return parsed.data;
    for (const issue of parsed.error.issues) context.issues.push({ ...issue, input: undefined });
    return z.NEVER;
  });
