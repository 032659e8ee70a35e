import { expect, test } from 'vitest';
import { Chance } from './chance.ts';

test('a word gives the same bytes on every run, other words others', () => {
  const read = (word?: string): string[] => {
    const chance = new Chance(word);
    return [chance.bytes(5).toString('hex'), chance.bytes(70).toString('hex'), chance.uuid()];
  };
  expect(read('a')).toEqual(read('a'));
  expect(read('a')).not.toEqual(read('b'));
  expect(read()).not.toEqual(read());
  expect(read('a').map(({ length }) => length)).toEqual([10, 140, 36]);
});

test('a UUID has its version and its variant', () => {
  expect(new Chance('a').uuid()).toMatch(/^[\da-f]{8}-[\da-f]{4}-4[\da-f]{3}-8[\da-f]{3}-[\da-f]{12}$/u);
});
