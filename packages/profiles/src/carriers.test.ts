import { expect, test } from 'vitest';
import { carriers, findCarrier } from './carriers.ts';

test('each carrier is listed under its own name', () => {
  expect(Object.values(carriers).map(({ name }) => name)).toEqual(Object.keys(carriers));
  for (const carrier of Object.values(carriers)) expect(findCarrier(carrier.name)).toBe(carrier);
});

test.each([['toString'], ['Vobiz'], [7], [undefined]])('%j is the name of no carrier', (name) => {
  expect(findCarrier(name)).toBeUndefined();
});
