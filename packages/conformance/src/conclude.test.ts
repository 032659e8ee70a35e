import { describe, expect, test } from 'vitest';
import { conclude, concludeAbility } from './conclude.ts';

const boom = new Error('boom');

describe('a behaviour without a skip', () => {
  test('passes, fails with its own error, or is skipped if it does not apply', () => {
    expect(conclude({ status: 'passed' }, undefined)).toBe('passed');
    expect(() => conclude({ status: 'failed', error: boom }, undefined)).toThrow(boom);
    expect(conclude({ status: 'inapplicable', reason: 'no such field' }, undefined)).toEqual({
      skipped: 'no such field',
    });
  });
});

describe('a behaviour with a skip', () => {
  test('is skipped as long as it fails', () => {
    expect(conclude({ status: 'failed', error: boom }, 'known')).toEqual({ skipped: 'known' });
  });

  test('fails as stale once it passes or does not apply', () => {
    expect(() => conclude({ status: 'passed' }, 'known')).toThrow(
      'This skip is stale: it passes. Remove it; its reason was: known',
    );
    expect(() => conclude({ status: 'inapplicable', reason: 'no such field' }, 'known')).toThrow(
      'This skip is stale: it does not apply (no such field). Remove it; its reason was: known',
    );
  });
});

test('an ability is present, or a reason says why not, and never both', () => {
  expect(concludeAbility(true, undefined)).toBe('passed');
  expect(concludeAbility(false, 'a sandbox')).toEqual({ skipped: 'a sandbox' });
  expect(() => concludeAbility(true, 'a sandbox')).toThrow('the harness has it. Remove it');
  expect(() => concludeAbility(false, undefined)).toThrow('skip it by this name with the reason why it cannot');
});
