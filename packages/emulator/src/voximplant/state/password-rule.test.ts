import { describe, expect, test } from 'vitest';
import { checkPassword } from './password-rule.ts';

describe('a new password', () => {
  test.each(['Tr0ub4dor&3', 'Aa1!aaaa', 'Zażółć-99X', 'Password1!', 'Alice-2024!'])('%s is accepted', (password) => {
    expect(() => checkPassword(password, 'alice', { weakPasswords: 'accepted' })).not.toThrow();
  });

  test.each([
    ['', 463],
    ['Aa1! aaaa', 524],
    ['Aa1!aaaa\t', 524],
    ['Aa1!aaa', 464],
    ['aa1!aaaa', 464],
    ['AA1!AAAA', 464],
    ['Aa!!aaaa', 464],
    ['Aa11aaaa', 464],
    ['aa1!aaaaÄ', 464],
    ['Alice-2024!', 523],
    ['x9!ALICEx', 523],
    ['P@ssw0rd', 523],
  ])('%j is refused with %i', (password, code) => {
    expect(() => checkPassword(password, 'alice', { weakPasswords: 'refused' })).toThrow(
      expect.objectContaining({ code, field: 'new_subuser_password' }),
    );
  });
});
