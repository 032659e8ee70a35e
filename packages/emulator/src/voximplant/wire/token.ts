import { compactVerify, decodeJwt, decodeProtectedHeader } from 'jose';
import { Refusal } from '../refusal.ts';
import type { Account } from '../state/account.ts';
import { ownerRoleId } from '../state/roles.ts';

/** The longest `exp - iat`, in seconds (voximplant.md, Authorization [D]). */
const longestLifetime = 3600;

interface Claims {
  readonly keyId: string;
  readonly issuer: string;
  readonly issuedAt: number;
  readonly expiresAt: number;
}

/** Who calls, and for which account. */
export interface Caller {
  readonly account: Account;
  readonly isOwner: boolean;
}

/**
 * The caller whose key signed the request's token. The account's keys may also act for its child; which of their roles count
 * there is undocumented, so we assume all. Refuses, in this order, a missing token (100), a malformed one (447), an unknown or
 * deleted key, another account or a wrong signature (100), a lifetime above an hour (454), a token issued in the future (455)
 * and an expired one (456). The service's tolerance for clock differences is undocumented, so the emulator has none; official
 * clients back-date their tokens by 5 s.
 */
export async function signerOf(header: string | undefined, account: Account, now: number): Promise<Caller> {
  const token = /^bearer +(\S+)$/i.exec(header ?? '')?.[1];
  if (token === undefined) throw new Refusal(100);
  const claims = readClaims(token);
  const asked = account.withId(claims.issuer);
  const key = asked?.keys.find(claims.keyId) ?? account.keys.find(claims.keyId);
  if (asked === undefined || key === undefined) throw new Refusal(100);
  await compactVerify(token, key.publicKey, { algorithms: ['RS256'] }).catch(() => {
    throw new Refusal(100);
  });
  checkTimes(claims, now / 1000);
  return { account: asked, isOwner: key.roleIds.has(ownerRoleId) };
}

function readClaims(token: string): Claims {
  try {
    const { alg, kid } = decodeProtectedHeader(token);
    // Four official clients send a number and two a string (voximplant.md [C]).
    const { iss, iat, exp }: Record<string, unknown> = decodeJwt(token);
    if (alg === 'RS256' && typeof kid === 'string' && isIssuer(iss) && isTime(iat) && isTime(exp)) {
      return { keyId: kid, issuer: String(iss), issuedAt: iat, expiresAt: exp };
    }
  } catch {
    // Not three parts of base64url, or no JSON in them.
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
