import { createPrivateKey, type KeyObject } from 'node:crypto';
import { Secret } from '@subuser/core';
import * as z from 'zod';
import { unwrapText } from './unwrap-text.ts';

// RS256 requires at least this (RFC 7518, 3.3).
const fewestKeyBits = 2048;

const rule = `must be an unencrypted RSA private key of at least ${fewestKeyBits} bits, PEM in PKCS#8 or PKCS#1`;

// A bundle may also contain a certificate.
const keyBlock = /-----BEGIN ((?:RSA )?PRIVATE KEY)-----(.*?)-----END \1-----/su;
const anyBlock = /-----BEGIN ([A-Z0-9 ]+)-----(.*?)-----END \1-----/su;

const encodings = new Map<string, 'pkcs8' | 'pkcs1'>([
  ['PRIVATE KEY', 'pkcs8'],
  ['RSA PRIVATE KEY', 'pkcs1'],
]);

function kindOf(label: string): string {
  if (label.startsWith('ENCRYPTED')) return 'is encrypted';
  if (label.endsWith('PUBLIC KEY')) return 'is a public key';
  if (label.endsWith('CERTIFICATE')) return 'is a certificate';
  return 'is a key of another kind';
}

/** The key, or what is wrong with it. Whatever wraps and separates the lines of the PEM is ignored, `\n` and `\\n` included. */
function readPrivateKey(text: string): KeyObject | string {
  const pem = unwrapText(text, (each) => each.includes('-----BEGIN ')).replaceAll(/\\+[rn]/gu, '\n');
  const [, label, body] = keyBlock.exec(pem) ?? anyBlock.exec(pem) ?? [];
  if (label === undefined || body === undefined)
    return pem.includes('-----BEGIN ') ? 'has no end: it was cut off' : 'contains no “-----BEGIN PRIVATE KEY-----”';
  const type = encodings.get(label);
  if (type === undefined) return kindOf(label);
  if (body.includes('ENCRYPTED')) return kindOf('ENCRYPTED');
  try {
    const key = createPrivateKey({ key: Buffer.from(body, 'base64'), format: 'der', type });
    const bits = key.asymmetricKeyDetails?.modulusLength ?? 0;
    if (key.asymmetricKeyType !== 'rsa') return kindOf(label);
    return bits < fewestKeyBits ? `has only ${bits} bits` : key;
  } catch {
    // No cause: it may quote the key.
    return 'is damaged';
  }
}

export const privateKeySchema = z
  .union([z.string(), z.instanceof(Secret)], 'must be a text or a Secret')
  .transform((value, context) => {
    const key = readPrivateKey(value instanceof Secret ? value.reveal() : value);
    if (typeof key !== 'string') return key;
    context.addIssue({ code: 'custom', message: `${rule}, but ${key}` });
    return z.NEVER;
  });
