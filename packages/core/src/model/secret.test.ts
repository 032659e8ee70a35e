import { inspect } from 'node:util';
import { expect, test } from 'vitest';
import { Secret } from './secret.ts';

const secret = new Secret('hunter2-planted');

test('every way of printing shows the mask', () => {
  expect(String(secret)).toBe('[secret]');
  expect(`${secret}`).toBe('[secret]');
  expect(JSON.stringify({ secret })).toBe('{"secret":"[secret]"}');
  expect(inspect({ deep: { secret } }, { depth: 9, showHidden: true, getters: true })).toBe(
    '{ deep: { secret: [secret] } }',
  );
  expect(structuredClone(secret)).toEqual({ display: '[secret]' });
  expect(Object.values(secret)).toEqual(['[secret]']);
});

test('reveal is the way in', () => {
  expect(secret.reveal()).toBe('hunter2-planted');
});
