import { createPrivateKey, createPublicKey } from 'node:crypto';
import { ManualClock } from '@subuser/core/testing';
import { decodeJwt, jwtVerify } from 'jose';
import { describe, expect, test } from 'vitest';
import { generateServiceKey } from '../test-support/service-key.ts';
import { createTokens, type Tokens } from './voximplant-auth.ts';

const { file, publicKey } = generateServiceKey();
const key = { accountId: 42, keyId: 'key', privateKey: createPrivateKey(file.private_key) };
const start = Date.UTC(2026, 10, 21, 12);
const seconds = start / 1000;

async function timesOf(tokens: Tokens): Promise<[number | undefined, number | undefined]> {
  const { iat, exp } = decodeJwt(await tokens.current().token);
  return [iat, exp];
}

describe('the token', () => {
  test('lasts 600 seconds from 5 seconds ago, and verifies', async () => {
    const token = await createTokens(key, new ManualClock({ time: start })).current().token;
    const { payload, protectedHeader } = await jwtVerify(token, createPublicKey(publicKey), {
      currentDate: new Date(start),
    });
    expect(protectedHeader).toEqual({ alg: 'RS256', typ: 'JWT', kid: 'key' });
    expect(payload).toEqual({ iss: 42, iat: seconds - 5, exp: seconds + 595 });
  });

  test('is one for all until a minute before it expires', async () => {
    const clock = new ManualClock({ time: start });
    const tokens = createTokens(key, clock);
    const first = tokens.current();
    expect(tokens.current()).toBe(first);
    clock.time = start + 534_999;
    expect(tokens.current()).toBe(first);
    clock.time = start + 535_000;
    expect(tokens.current()).not.toBe(first);
    expect(await timesOf(tokens)).toEqual([seconds + 530, seconds + 1130]);
  });
});

describe('renewal', () => {
  test('takes the clock difference from the carrier’s date, both ways', async () => {
    const tokens = createTokens(key, new ManualClock({ time: start }));
    tokens.renew(tokens.current(), 'Sat, 21 Nov 2026 14:00:00 GMT');
    expect(await timesOf(tokens)).toEqual([seconds + 7195, seconds + 7795]);
    tokens.renew(tokens.current(), 'Sat, 21 Nov 2026 11:00:00 GMT');
    expect(await timesOf(tokens)).toEqual([seconds - 3605, seconds - 3005]);
  });

  test.each([
    'Wed, 21 Nov 2099 12:00:00 GMT',
    'Thu, 01 Jan 1970 00:00:00 GMT',
    'Sun, 23 Nov 2026 12:00:00 GMT',
    '2026-11-21T14:00:00Z',
  ])('signs by the clock it has where the carrier’s date is %s', async (date) => {
    const tokens = createTokens(key, new ManualClock({ time: start }));
    tokens.renew(tokens.current(), date);
    expect(await timesOf(tokens)).toEqual([seconds - 5, seconds + 595]);
  });

  test.each([undefined, 'not a date'])('signs anew by the clock it has where the date is %s', async (date) => {
    const tokens = createTokens(key, new ManualClock({ time: start }));
    const first = tokens.current();
    tokens.renew(first, date);
    expect(tokens.current()).not.toBe(first);
    expect(await timesOf(tokens)).toEqual([seconds - 5, seconds + 595]);
  });

  test('happens once for all who report the same token', async () => {
    const tokens = createTokens(key, new ManualClock({ time: start }));
    const first = tokens.current();
    tokens.renew(first, 'Sat, 21 Nov 2026 14:00:00 GMT');
    const second = tokens.current();
    tokens.renew(first, 'Sat, 21 Nov 2026 20:00:00 GMT');
    expect(tokens.current()).toBe(second);
    expect(await timesOf(tokens)).toEqual([seconds + 7195, seconds + 7795]);
  });
});
