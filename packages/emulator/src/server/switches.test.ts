import { expect, test } from 'vitest';
import { limit, oneOf, readSwitch, usualSettings } from './switches.ts';

const switches = { status: oneOf([201, 200], 'a'), isBare: oneOf([false, true], 'b'), most: limit(100, 'c') };

test('the usual value is the first', () => {
  expect(usualSettings(switches)).toEqual({ status: 201, isBare: false, most: 100 });
});

test('a text stands for a value of its type', () => {
  const read = (name: string, text: string): unknown => readSwitch(switches, name, text);
  expect([read('status', '200'), read('isBare', 'true'), read('most', '7')]).toEqual([200, true, 7]);
});

test.each([
  ['nope', '1', 'There is no switch "nope"; there are: status, isBare, most'],
  ['constructor', '1', 'There is no switch "constructor"; there are: status, isBare, most'],
  ['status', '204', '"status" must be one of: 201, 200; not "204"'],
  ['most', '0', '"most" must be a whole number from 1; not "0"'],
  ['most', '1e3', '"most" must be a whole number from 1; not "1e3"'],
])('%s=%s is refused, with what there is', (name, text, message) => {
  expect(() => readSwitch(switches, name, text)).toThrow(new RangeError(message));
});
