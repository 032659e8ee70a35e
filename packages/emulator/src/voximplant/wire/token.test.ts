import { generateKeyPairSync } from 'node:crypto';
import { SignJWT } from 'jose';
import { describe, expect, test } from 'vitest';
import { Chance } from '../../server/chance.ts';
import { Account } from '../state/account.ts';
import { signerOf } from './token.ts';

const noon = Date.UTC(2026, 5, 1, 12) / 1000;
const pair = generateKeyPairSync('rsa', { modulusLength: 2048 });
const account = new Account(42, 'owner@example.com');
const key = account.keys.add(pair.publicKey, { roleIds: [1] });
const owner = { account, isOwner: true };

interface Wanted {
  readonly header?: Record<string, unknown>;
  readonly claims?: Record<string, unknown>;
  readonly signer?: typeof pair.privateKey;
}

async function token({ header = {}, claims = {}, signer = pair.privateKey }: Wanted = {}): Promise<string> {
  const payload = { iss: 42, iat: noon, exp: noon + 64, ...claims };
  // An `iss` that is a number is no JWT by the book, and what four of six official clients send.
  return new SignJWT(payload as never)
    .setProtectedHeader({ alg: 'RS256', typ: 'JWT', kid: key.id, ...header })
    .sign(signer);
}

const judge = (jwt: string, now = noon) => signerOf(`Bearer ${jwt}`, account, now * 1000);

describe('a token is accepted', () => {
  test('with the account as a number or as a string', async () => {
    expect(await judge(await token())).toEqual(owner);
    expect(await judge(await token({ claims: { iss: '42' } }))).toEqual(owner);
  });

  test('from the second it was issued in until the one it expires in', async () => {
    const jwt = await token({ claims: { exp: noon + 3600 } });
    expect(await judge(jwt, noon)).toEqual(owner);
    expect(await judge(jwt, noon + 3599.999)).toEqual(owner);
  });

  test('under any case of the word Bearer', async () => {
    expect(await signerOf(`bearer ${await token()}`, account, noon * 1000)).toEqual(owner);
  });
});

describe('a token for a child account', () => {
  const child = new Account(43, 'child@example.com');
  const parent = new Account(42, 'owner@example.com', new Chance(), child);
  const parentKey = parent.keys.add(pair.publicKey, { roleIds: [1] });
  const childKey = child.keys.add(pair.publicKey, { roleIds: [4] });
  const ask = async (iss: number, kid: string) =>
    signerOf(`Bearer ${await token({ header: { kid }, claims: { iss } })}`, parent, noon * 1000);

  test('is accepted by the parent’s key and by its own, each with the roles of the key', async () => {
    expect(await ask(43, parentKey.id)).toEqual({ account: child, isOwner: true });
    expect(await ask(43, childKey.id)).toEqual({ account: child, isOwner: false });
  });

  test('the child’s key does not act for its parent', async () => {
    await expect(ask(42, childKey.id)).rejects.toMatchObject({ code: 100 });
  });
});

describe('a token is refused', () => {
  test.each([undefined, '', 'Bearer', 'Bearer ', 'Basic dXNlcjpwYXNz', 'Bearer two words'])(
    'with 100 where the header is %j',
    async (header) => {
      await expect(signerOf(header, account, noon * 1000)).rejects.toMatchObject({ code: 100 });
    },
  );

  test.each(['abc', 'a.b.c', 'e30.e30.e30', 'eyJhbGciOiJSUzI1NiJ9.bm90IGpzb24.AAAA'])(
    'with 447 where it is %j',
    async (jwt) => {
      await expect(judge(jwt)).rejects.toMatchObject({ code: 447 });
    },
  );

  test.each([
    { header: { kid: undefined } },
    { claims: { iss: undefined } },
    { claims: { iss: [42] } },
    { claims: { iat: undefined } },
    { claims: { exp: undefined } },
    { claims: { exp: String(noon + 64) } },
  ])('with 447 where %j', async (wanted) => {
    await expect(judge(await token(wanted))).rejects.toMatchObject({ code: 447 });
  });

  test('with 447 where it is signed by another algorithm, however well', async () => {
    const jwt = await token({ header: { alg: 'PS256' } });
    await expect(judge(jwt)).rejects.toMatchObject({ code: 447 });
  });

  test('with 100 where the key is unknown, or deleted', async () => {
    await expect(judge(await token({ header: { kid: 'nobody' } }))).rejects.toMatchObject({ code: 100 });
    const late = account.keys.add(pair.publicKey, { roleIds: [] });
    const jwt = await token({ header: { kid: late.id } });
    expect(await judge(jwt)).toEqual({ account, isOwner: false });
    account.keys.remove(late);
    await expect(judge(jwt)).rejects.toMatchObject({ code: 100 });
  });

  test('with 100 where somebody else signed it', async () => {
    const other = generateKeyPairSync('rsa', { modulusLength: 2048 });
    await expect(judge(await token({ signer: other.privateKey }))).rejects.toMatchObject({ code: 100 });
  });

  test('with 100 where it has been changed', async () => {
    const [head, , signature] = (await token()).split('.');
    const [, claims] = (await token({ claims: { exp: noon + 65 } })).split('.');
    await expect(judge(`${head}.${claims}.${signature}`)).rejects.toMatchObject({ code: 100 });
  });

  test('with 100 where it is for another account', async () => {
    await expect(judge(await token({ claims: { iss: 43 } }))).rejects.toMatchObject({ code: 100 });
  });

  test('with 454 where it is made for longer than an hour', async () => {
    await expect(judge(await token({ claims: { exp: noon + 3601 } }))).rejects.toMatchObject({ code: 454 });
  });

  test('with 455 before the second it says it was issued in', async () => {
    await expect(judge(await token(), noon - 1)).rejects.toMatchObject({ code: 455 });
  });

  test('with 456 from the second it expires in', async () => {
    await expect(judge(await token(), noon + 64)).rejects.toMatchObject({ code: 456 });
  });
});
