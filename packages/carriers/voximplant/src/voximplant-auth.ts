import type { KeyObject } from 'node:crypto';
import type { Clock } from '@subuser/core';
import { parseHttpDate } from '@subuser/http';
import { SignJWT } from 'jose';

/** A key of a service account: what the control panel downloads and CreateKey returns. */
export interface VoximplantKey {
  accountId: number;
  keyId: string;
  privateKey: KeyObject;
}

/** One token, shared by every call while it lasts. */
export interface Issue {
  /** A promise until it is signed. */
  token: Promise<string> | string;
  /** In the carrier's time, in milliseconds. */
  renewAt: number;
}

export interface Tokens {
  current(): Issue;
  /**
   * After the carrier refused a token for its times; the first report renews it for all callers, by the time of the refusal's
   * `Date` unless that is more than a day off.
   */
  renew(refused: Issue, date: string | undefined): void;
}

export function authHeaders(token: string): Record<string, string> {
  return { authorization: `Bearer ${token}` };
}

// Official clients back-date as much; it also absorbs the rounding of a `Date` header.
const backDateSeconds = 5;
// The carrier allows 3600. A signature costs about a millisecond, so more than ten minutes would save little, and a
// leaked token expires sooner.
const lifetimeSeconds = 600;
// Time for a request to arrive, and for clocks that drift.
const marginMs = 60_000;
// Clocks are wrong by a time zone, not by years. A token for a day far ahead would be valid on that day, and somebody may have kept it.
const mostDifferenceMs = 26 * 3_600_000;

/** Signs RS256 tokens as Voximplant documents them (authorization), each once, and anew a minute before it expires. */
export function createTokens(key: VoximplantKey, clock: Clock): Tokens {
  /** The carrier's time minus ours, in milliseconds, from the last refused token. */
  let difference = 0;
  let latest: Issue | undefined;

  function issue(now: number): Issue {
    const issuedAt = Math.floor(now / 1000) - backDateSeconds;
    const expiresAt = issuedAt + lifetimeSeconds;
    // The carrier's own clients send `iss` as a number; JWT's own type has text only.
    const claims: Record<string, unknown> = { iss: key.accountId, iat: issuedAt, exp: expiresAt };
    const token = new SignJWT(claims)
      .setProtectedHeader({ alg: 'RS256', typ: 'JWT', kid: key.keyId })
      .sign(key.privateKey)
      .then((signed) => (issued.token = signed));
    const issued: Issue = { token, renewAt: expiresAt * 1000 - marginMs };
    return issued;
  }

  return {
    current() {
      const now = clock.now() + difference;
      if (latest === undefined || now >= latest.renewAt) latest = issue(now);
      return latest;
    },
    renew(refused, date) {
      if (refused !== latest) return;
      latest = undefined;
      const told = (parseHttpDate(date) ?? Number.NaN) - clock.now();
      if (Math.abs(told) <= mostDifferenceMs) difference = told;
    },
  };
}
