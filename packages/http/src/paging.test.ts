import { expect, test } from 'vitest';
import { cursorRefusal, placesAhead } from './paging.ts';

test.each([
  [2, 1, 2, []],
  [2, 1, 4, [2, 3]],
  [100, 100, 250, [100, 200]],
  [100, 100, Infinity, [100, 200, 300, 400, 500, 600, 700, 800, 900]],
])('from %i in steps of %i below %i', (next, step, end, places) => {
  expect(placesAhead(next, step, end)).toEqual(places);
});

test('a foreign cursor is refused', () => {
  expect(cursorRefusal('acme').message).toBe('acme list: not sent: cursor: must be the next of an earlier page');
});
