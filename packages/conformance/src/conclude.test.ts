import { describe, expect, test } from 'vitest';
import { conclude, concludeAbility } from './conclude.ts';

const boom = new Error('boom');

describe('a behaviour that is not to be skipped', () => {
  test('passes, fails with its own error, or is left out where it does not apply', () => {
    expect(conclude({ status: 'passed' }, undefined)).toBe('passed');
    expect(() => conclude({ status: 'failed', error: boom }, undefined)).toThrow(boom);
    expect(conclude({ status: 'inapplicable', reason: 'no such field' }, undefined)).toEqual({
      skipped: 'no such field',
    });
  });
});

describe('a behaviour that is to be skipped', () => {
  test('is left out as long as it fails', () => {
    expect(conclude({ status: 'failed', error: boom }, 'known')).toEqual({ skipped: 'known' });
  });

  test('fails as stale once it passes or does not apply', () => {
    expect(() => conclude({ status: 'passed' }, 'known')).toThrow(
      'This skip is stale, it passes. Take it out; its reason was: known',
    );
    expect(() => conclude({ status: 'inapplicable', reason: 'no such field' }, 'known')).toThrow(
      'This skip is stale, it does not apply (no such field). Take it out; its reason was: known',
    );
  });
});

test('an ability is there, or a reason is given why not, and never both', () => {
  expect(concludeAbility(true, undefined)).toBe('passed');
  expect(concludeAbility(false, 'a sandbox')).toEqual({ skipped: 'a sandbox' });
  expect(() => concludeAbility(true, 'a sandbox')).toThrow('the harness has it. Take it out');
  expect(() => concludeAbility(false, undefined)).toThrow('say by a skip of this name why it cannot');
});
