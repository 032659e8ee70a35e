import { describe, expect, test } from 'vitest';
import { storedLogin } from './login-rule.ts';

describe('a login as it is stored', () => {
  test.each([
    ['John_McClane', 'john_mcclane'],
    ['AB-12', 'ab-12'],
    ['a2345678901234567890', 'a2345678901234567890'],
  ])('%s is kept as %s', (wanted, stored) => {
    expect(storedLogin(wanted)).toBe(stored);
  });

  test.each(['abcd', 'a23456789012345678901'])('%s is refused for its length (452)', (wanted) => {
    expect(() => storedLogin(wanted)).toThrow(expect.objectContaining({ code: 452, field: 'new_subuser_name' }));
  });

  test.each(['1alice', '_alice', '-alice', 'alice.b', 'alice b', 'алиса', 'alicé', '\u212Aelvin', '\u0130stanbul'])(
    '%s is refused for its characters (453)',
    (wanted) => {
      expect(() => storedLogin(wanted)).toThrow(expect.objectContaining({ code: 453, field: 'new_subuser_name' }));
    },
  );
});
