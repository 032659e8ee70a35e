import { createSign, createVerify } from 'node:crypto';
import { expect, test } from 'vitest';
import { Chance } from '../../server/chance.ts';
import { newKeyPair } from './key-pair.ts';

test.each([undefined, 'word'])('a key pair of 2,048 bits signs and verifies, chance %s', async (word) => {
  const { publicKey, privateKey } = await newKeyPair(new Chance(word));
  expect(publicKey.asymmetricKeyDetails).toEqual({ modulusLength: 2048, publicExponent: 65_537n });
  const signature = createSign('sha256').update('text').sign(privateKey);
  expect(createVerify('sha256').update('text').verify(publicKey, signature)).toBe(true);
});

test('with a word it is the same on every run', async () => {
  const pairs = await Promise.all(['word', 'word', 'other'].map((word) => newKeyPair(new Chance(word))));
  const [first, again, other] = pairs.map(({ privateKey }) => privateKey);
  expect([first === again, first === other]).toEqual([true, false]);
});
