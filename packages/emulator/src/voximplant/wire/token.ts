import { compactVerify, decodeJwt, decodeProtectedHeader } from 'jose';
import { Refusal } from '../refusal.ts';
import type { Account } from '../state/account.ts';
import type { ServiceKey } from '../state/service-keys.ts';

/** Longest `exp - iat`, in seconds (voximplant.md, Authorization [D]). */
const longestLifetime = 3600;

interface Claims {
  readonly keyId: string;
  readonly issuer: string;
  readonly issuedAt: number;
  readonly expiresAt: number;
}

/**
 * The key that signed the request's token. Refuses a missing token, an unknown or deleted key, somebody else's signature or
 * account (100), a token that cannot be read (447), one made for longer than an hour (454), issued in the future (455) or
 * expired (456), in this order. How much clock difference the service forgives is unstated, so this one forgives none;
 * official clients back-date their tokens by 5 s.
 */
export async function signingKey(header: string | undefined, account: Account, now: number): Promise<ServiceKey> {
  const token = /^bearer +(\S+)$/i.exec(header ?? '')?.[1];
  if (token === undefined) throw new Refusal(100);
  const claims = readClaims(token);
  const key = account.keys.find(claims.keyId);
  if (key === undefined || claims.issuer !== String(account.id)) throw new Refusal(100);
  await compactVerify(token, key.publicKey, { algorithms: ['RS256'] }).catch(() => {
    throw new Refusal(100);
  });
  checkTimes(claims, now / 1000);
  return key;
}

function readClaims(token: string): Claims {
  try {
    const { alg, kid } = decodeProtectedHeader(token);
    // A number in four official clients and a string in two (voximplant.md [C]).
    const { iss, iat, exp }: Record<string, unknown> = decodeJwt(token);
    if (alg === 'RS256' && typeof kid === 'string' && isIssuer(iss) && isTime(iat) && isTime(exp)) {
      return { keyId: kid, issuer: String(iss), issuedAt: iat, expiresAt: exp };
    }
  } catch {
    // Not three parts of base64url, or no JSON in them: as malformed as a token without its claims.
  }
  throw new Refusal(447);
}

function checkTimes({ issuedAt, expiresAt }: Claims, now: number): void {
  if (expiresAt - issuedAt > longestLifetime) throw new Refusal(454);
  if (issuedAt > now) throw new Refusal(455);
  if (expiresAt <= now) throw new Refusal(456);
}

function isIssuer(value: unknown): value is string | number {
  return typeof value === 'string' || typeof value === 'number';
}

function isTime(value: unknown): value is number {
  return typeof value === 'number' && Number.isFinite(value);
}
