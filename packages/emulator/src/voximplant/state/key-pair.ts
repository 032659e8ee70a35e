import { checkPrime, createPrivateKey, createPublicKey, type KeyObject } from 'node:crypto';
import { promisify } from 'node:util';
import type { Chance } from '../../server/chance.ts';

/** The size of the carrier's own keys is undocumented; RS256 requires at least 2,048 bits. */
const modulusBits = 2048;
const exponent = 65_537n;
const isPrime = promisify(checkPrime) as (candidate: Buffer) => Promise<boolean>;

export interface KeyPair {
  readonly publicKey: KeyObject;
  /** PEM, PKCS#8. */
  readonly privateKey: string;
}

/** An RSA key from the bytes of `chance`, because Node's own generator accepts none. For an emulator, and nothing else. */
export async function newKeyPair(chance: Chance): Promise<KeyPair> {
  const p = await prime(chance);
  const q = await prime(chance);
  const d = inverse(exponent, (p - 1n) * (q - 1n));
  const numbers = { n: p * q, e: exponent, d, p, q, dp: d % (p - 1n), dq: d % (q - 1n), qi: inverse(q, p) };
  const members = Object.entries(numbers).map(([name, value]) => [name, base64url(value)]);
  const key = createPrivateKey({ key: { kty: 'RSA', ...Object.fromEntries(members) }, format: 'jwk' });
  return { publicKey: createPublicKey(key), privateKey: key.export({ type: 'pkcs8', format: 'pem' }).toString() };
}

/** Its two highest bits are set, so that the product of two has all its bits. */
async function prime(chance: Chance): Promise<bigint> {
  const size = modulusBits / 16;
  for (;;) {
    const bytes = chance.bytes(size);
    bytes.writeUInt8(bytes.readUInt8(0) | 0xc0, 0);
    bytes.writeUInt8(bytes.readUInt8(size - 1) | 1, size - 1);
    const value = BigInt(`0x${bytes.toString('hex')}`);
    // oxlint-disable-next-line no-await-in-loop -- the next candidate is needed only if this one fails.
    if ((value - 1n) % exponent !== 0n && (await isPrime(bytes))) return value;
  }
}

/** The inverse of `value` modulo `modulus`, by Euclid's algorithm. */
function inverse(value: bigint, modulus: bigint): bigint {
  let [before, now] = [0n, 1n];
  let [larger, smaller] = [modulus, value % modulus];
  while (smaller !== 0n) {
    const times = larger / smaller;
    [before, now] = [now, before - times * now];
    [larger, smaller] = [smaller, larger - times * smaller];
  }
  return ((before % modulus) + modulus) % modulus;
}

function base64url(value: bigint): string {
  const hex = value.toString(16);
  return Buffer.from(hex.padStart(hex.length + (hex.length % 2), '0'), 'hex').toString('base64url');
}
