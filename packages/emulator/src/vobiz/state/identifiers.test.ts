import { expect, test } from 'vitest';
import { Chance } from '../../server/chance.ts';
import { authIdOf, consoleToken, newMainAccountId, newToken, uuidOf } from './identifiers.ts';

test('auth ids look like SA_ and 8 upper-case alphanumerics, and no two are alike', () => {
  const ids = Array.from({ length: 60_000 }, (_, number) => authIdOf(number));
  expect(new Set(ids).size).toBe(60_000);
  expect(ids.filter((id) => !/^SA_[A-Z\d]{8}$/u.test(id))).toEqual([]);
  expect(authIdOf(1)).toBe(ids[1]);
});

test('a UUID is the same for the same text', () => {
  expect(uuidOf('a')).toMatch(/^[\da-f]{8}-[\da-f]{4}-4[\da-f]{3}-8[\da-f]{3}-[\da-f]{12}$/u);
  expect(uuidOf('a')).toBe(uuidOf('a'));
  expect(uuidOf('a')).not.toBe(uuidOf('b'));
});

test('main account ids and tokens are new every time', () => {
  expect(newMainAccountId(new Chance())).toMatch(/^MA_[A-Z\d]{8}$/u);
  expect(newMainAccountId(new Chance())).not.toBe(newMainAccountId(new Chance()));
  expect(newToken(new Chance())).toMatch(/^[\w-]{40}$/u);
  expect(newToken(new Chance())).not.toBe(newToken(new Chance()));
});

test('a console token is a JWT in form', () => {
  const [header = '', claims = '', signature = ''] = consoleToken({ sub: 'SA_1' }, new Chance()).split('.');
  expect(JSON.parse(Buffer.from(header, 'base64url').toString())).toEqual({ alg: 'HS256', typ: 'JWT' });
  expect(JSON.parse(Buffer.from(claims, 'base64url').toString())).toEqual({ sub: 'SA_1' });
  expect(signature).toMatch(/^[\w-]{43}$/u);
});
