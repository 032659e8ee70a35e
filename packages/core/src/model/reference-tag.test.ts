import fc from 'fast-check';
import { expect, test } from 'vitest';
import { systemRandomInt } from '../ports/random-int.ts';
import {
  hasSameTag,
  looksTagged,
  newNonce,
  possibleNonces,
  readTag,
  referenceSchema,
  writeTag,
} from './reference-tag.ts';

test('the form on the carrier', () => {
  expect(writeTag('Support desk', { reference: 'acme-42', nonce: 'k3f9x2' })).toBe('Support desk [ref:acme-42~k3f9x2]');
  expect(writeTag(null, { reference: null, nonce: 'k3f9x2' })).toBe('[ref:~k3f9x2]');
});

test.each([
  ['Support desk [ref:acme-42~k3f9x2]', 'Support desk', { reference: 'acme-42', nonce: 'k3f9x2' }],
  ['[ref:~k3f9x2abcd]', null, { reference: null, nonce: 'k3f9x2abcd' }],
  ['Edited by hand [ref:acme-42~k3f9x2] \r\n', 'Edited by hand', { reference: 'acme-42', nonce: 'k3f9x2' }],
  ['Support desk [ref:acme-42~k3f9x2] (VIP)', 'Support desk (VIP)', { reference: 'acme-42', nonce: 'k3f9x2' }],
  ['Support desk [ref:acme-42~k3f9x2]\u200b', 'Support desk', { reference: 'acme-42', nonce: 'k3f9x2' }],
  ['Support desk\n[ref:acme-42~k3f9x2], VIP', 'Support desk, VIP', { reference: 'acme-42', nonce: 'k3f9x2' }],
  ['[ref:acme-42~k3f9x2] by hand', 'by hand', { reference: 'acme-42', nonce: 'k3f9x2' }],
  ['a [ref:one~aaaaaa] b [ref:two~bbbbbb] c', 'a [ref:one~aaaaaa] b c', { reference: 'two', nonce: 'bbbbbb' }],
  ['a [ref:one~aaaaaa] b [ref:two~B]', 'a b [ref:two~B]', { reference: 'one', nonce: 'aaaaaa' }],
  ['[ref:other:SA_1~k3f9x2abcd]', null, { reference: 'other:SA_1', nonce: 'k3f9x2abcd' }],
])('%j is read', (description, text, tag) => {
  expect(readTag(description)).toEqual({ text, tag });
});

test.each([
  'Description that ends like a tag [ref:not~ours]',
  'Support desk[ref:acme-42~k3f9x2]',
  'Support desk [ref:acme 42~k3f9x2]',
  'Support desk [ref:acme-42~K3F9X2]',
  'five characters after the tilde [ref:acme-42~k3f9x]',
  'seventeen of them [ref:acme-42~k3f9x2k3f9x2k3f9x]',
  '[ref:acme-42]',
  'edited by hand: ref:acme-42~k3f9x2',
  '',
])('%j is somebody’s text', (description) => {
  expect(readTag(description)).toEqual({ text: description, tag: null });
});

test('no description, no tag', () => {
  expect(readTag(null)).toEqual({ text: null, tag: null });
});

test('what is written is read back, whatever the text, even one that ends like a tag', () => {
  const reference = fc.option(fc.stringMatching(/^[A-Za-z0-9._:-]{1,64}$/u));
  const nonce = fc.stringMatching(/^[a-z0-9]{6,16}$/u);
  const tag = fc.record({ reference, nonce });
  const text = fc.oneof(
    fc.string({ minLength: 1 }),
    tag.map((each) => writeTag('ends like one', each)),
    tag.map((each) => `${writeTag('and a line break', each)}\n`),
  );
  fc.assert(
    fc.property(text, tag, (before, each) => {
      expect(readTag(writeTag(before, each))).toEqual({ text: before, tag: each });
      expect(looksTagged(writeTag(before, each))).toBe(true);
    }),
  );
});

test.each([
  ['Desk [ref:acme~k3f9x2m0aq]', ['k3f9x2m0aq']],
  ['DESK [REF:ACME~K3F9X2M0AQ]', ['k3f9x2m0aq']],
  ['Desk %5Bref%3Aacme%7Ek3f9x2m0aq%5D', ['k3f9x2m0aq']],
  ['Desk &#91;ref:acme&#126;k3f9x2m0aq&#93;', ['k3f9x2m0aq']],
  ['Desk (ref:acme~k3f9x2m0aq)', ['k3f9x2m0aq']],
  ['Desk [ref:acme~k3f9x2m0', []],
  ['Support desk', []],
  [null, []],
])('the nonces that may be in %j', (description, nonces) => {
  expect(possibleNonces(description)).toEqual(nonces);
});

test.each([
  ['[ref:a~k3f9x2m0aq]', true],
  ['text [ref:a~k3f9x2m0aq] (VIP)', true],
  ['text [ref:b~k3f9x2m0aq]', false],
  ['text [ref:a~k3f9x2m0', false],
  ['TEXT [REF:A~K3F9X2M0AQ]', false],
  [null, false],
])('what is held as %j has the tag that was written: %s', (held, isSame) => {
  expect(hasSameTag('text [ref:a~k3f9x2m0aq]', held)).toBe(isSame);
});

test('nonces have ten characters and do not repeat', () => {
  const nonces = new Set(Array.from({ length: 10_000 }, () => newNonce(systemRandomInt)));
  expect(nonces.size).toBe(10_000);
  expect([...nonces].filter((nonce) => !/^[a-z0-9]{10}$/u.test(nonce))).toEqual([]);
});

test('the reference charset', () => {
  expect(referenceSchema.safeParse('other:SA_1.a-B').success).toBe(true);
  expect(
    ['', 'a b', 'a~b', 'a]', 'é', 'a'.repeat(65)].filter((each) => referenceSchema.safeParse(each).success),
  ).toEqual([]);
});
