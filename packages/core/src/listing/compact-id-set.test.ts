import fc from 'fast-check';
import { expect, test } from 'vitest';
import { CompactIdSet } from './compact-id-set.ts';

test('does what a Set does, whatever the ids', () => {
  const id = fc.oneof(
    fc.stringMatching(/^SA_[A-Z]{0,2}$/u),
    fc.nat(50).map(String),
    fc.string({ unit: 'binary', maxLength: 3 }),
    fc.nat(300).map((length) => 'x'.repeat(length)),
  );
  fc.assert(
    fc.property(fc.array(id, { maxLength: 300 }), fc.constantFrom(0, 3, 40, undefined), (ids, few) => {
      const [ours, theirs] = [new CompactIdSet(few), new Set<string>()];
      for (const each of ids) {
        expect(ours.has(each)).toBe(theirs.has(each));
        expect(ours.add(each)).toBe(!theirs.has(each));
        theirs.add(each);
        expect(ours.has(each)).toBe(true);
      }
    }),
  );
});

test('many, over many chunks', () => {
  const ids = new CompactIdSet();
  const many = Array.from({ length: 50_000 }, (_, each) => `SA_${each.toString(36)}`);
  expect(many.filter((id) => ids.has(id))).toEqual([]);
  expect(many.filter((id) => !ids.add(id))).toEqual([]);
  expect(many.filter((id) => ids.add(id) || !ids.has(id))).toEqual([]);
  expect(ids.has('SA_')).toBe(false);
});

test('an id that was only looked up is not in it, wherever a chunk ended after it', () => {
  const ids = new CompactIdSet();
  const idOf = (kind: string, place: number, length: number): string =>
    `${kind}${place}`.padEnd(7 + (length % 97), '.');
  for (let place = 0; place < 40_000; place += 1) {
    expect(ids.has(idOf('no', place, place * 7))).toBe(false);
    expect(ids.add(idOf('yes', place, place * 13))).toBe(true);
  }
  const all = Array.from({ length: 40_000 }, (_, place) => place);
  expect(all.filter((place) => ids.has(idOf('no', place, place * 7)))).toEqual([]);
  expect(all.filter((place) => !ids.has(idOf('yes', place, place * 13)))).toEqual([]);
});
