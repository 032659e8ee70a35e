import { checkName, checkPassword } from '@subuser/core';
import { expect, test } from 'vitest';
import { voximplantTraits } from './voximplant-traits.ts';

test('the traits are plain JSON, every field with its source', () => {
  expect(JSON.parse(JSON.stringify(voximplantTraits))).toEqual(voximplantTraits);
  expect(Object.values(voximplantTraits.fields).every(({ source }) => source.length > 10)).toBe(true);
  const access = Object.entries(voximplantTraits.fields).map(([field, trait]) => [field, trait.access]);
  expect(Object.fromEntries(access)).toEqual({
    name: 'create-only',
    email: 'absent',
    phone: 'absent',
    description: 'read-write',
    grants: 'read-write',
    enabled: 'absent',
    reference: 'read-write',
    createdAt: 'absent',
    updatedAt: 'absent',
    lastUsedAt: 'absent',
  });
});

test.each([
  ['support', 0],
  ['Support_1', 0],
  ['a-b-c', 0],
  ['abcd', 1],
  ['a'.repeat(20), 0],
  ['a'.repeat(21), 1],
  ['1support', 1],
  ['sup port', 1],
  ['поддержка', 2],
])('the login “%s” breaks %i rules', (login, rules) => {
  expect(checkName(login, voximplantTraits.name)).toHaveLength(rules);
});

test.each([
  ['Passw0rd!', 0],
  ['Passw0r!', 0],
  ['Pass0r!', 1],
  ['passw0rd!', 1],
  ['PASSW0RD!', 1],
  ['Password!', 1],
  ['Passw0rdd', 1],
  ['Passw0rd !', 1],
])('the password “%s” breaks %i rules', (password, rules) => {
  expect(voximplantTraits.password && checkPassword(password, voximplantTraits.password)).toHaveLength(rules);
});
