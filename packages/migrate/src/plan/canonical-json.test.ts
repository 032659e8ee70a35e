import { expect, test } from 'vitest';
import { canonicalJson, digestOf } from './canonical-json.ts';

test('equal values have equal bytes', () => {
  const a = { b: [{ d: 1, c: null }], a: 'x', 10: true, 9: false, gone: undefined };
  expect(canonicalJson(a)).toBe('{"9":false,"10":true,"a":"x","b":[{"c":null,"d":1}]}');
  expect(canonicalJson({ a: 'x', 9: false, b: [{ c: null, d: 1 }], 10: true })).toBe(canonicalJson(a));
  expect(canonicalJson({ b: 1 }, 2)).toBe('{\n  "b": 1\n}');
});

test('the digest is SHA-256 over these bytes', () => {
  expect(digestOf({})).toBe('44136fa355b3678a1146ad16f7e8649e94fb4fc21fe77e8310c060f61caaff8a');
});
