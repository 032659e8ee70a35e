import { createHash, createHmac } from 'node:crypto';
import type { Chance } from '../../server/chance.ts';
import { uuidFrom } from '../../server/uuid.ts';

const space = 36 ** 8;
// Coprime to 36, so numbers below `space` map to distinct ids. The product stays a safe integer for a million sub-accounts.
const stride = 7_368_787_999;
const offset = 1_234_567_890_123;

/** `SA_` and 8 upper-case alphanumerics, a distinct id for every number. */
export function authIdOf(number: number): string {
  const scattered = (number * stride + offset) % space;
  return `SA_${scattered.toString(36).toUpperCase().padStart(8, '0')}`;
}

/** A UUID derived from the text, so that it need not be stored. */
export function uuidOf(text: string): string {
  return uuidFrom(createHash('sha256').update(text).digest());
}

export function newMainAccountId(chance: Chance): string {
  const digits = Array.from(chance.bytes(8), (byte) => (byte % 36).toString(36).toUpperCase());
  return `MA_${digits.join('')}`;
}

export function newToken(chance: Chance): string {
  return chance.bytes(30).toString('base64url');
}

/** A JWT like the one of the console's sign-in. Its key is discarded, because nothing here reads the token again. */
export function consoleToken(claims: Readonly<Record<string, unknown>>, chance: Chance): string {
  const signed = `${base64url({ alg: 'HS256', typ: 'JWT' })}.${base64url(claims)}`;
  return `${signed}.${createHmac('sha256', chance.bytes(32)).update(signed).digest('base64url')}`;
}

function base64url(value: unknown): string {
  return Buffer.from(JSON.stringify(value)).toString('base64url');
}
