import { describe, expect, test } from 'vitest';
import { fixture } from '../test-support/read-fixture.ts';
import { convertSubAccount } from './convert-sub-account.ts';
import { nativeOf } from './vobiz-native.ts';
import { subAccountPageSchema, subAccountSchema } from './vobiz-api.ts';

function converted(more: object) {
  return convertSubAccount(subAccountSchema.parse({ auth_id: 'SA_1', name: 'Acme', ...more }));
}

describe('convertSubAccount', () => {
  test('the list of seed 001', () => {
    const { sub_accounts: rows } = subAccountPageSchema.parse(fixture('seed-001-list-reply'));
    expect(rows.map(convertSubAccount)).toEqual([
      {
        carrier: 'vobiz',
        id: 'SA_XXXXXXXX',
        name: 'Acme Corp',
        status: 'active',
        email: null,
        phone: null,
        description: null,
        grants: null,
        createdAt: new Date('2026-03-25T08:33:24.700Z'),
        updatedAt: new Date('2026-03-25T08:33:24.700Z'),
        lastUsedAt: null,
        native: rows[0],
      },
      {
        carrier: 'vobiz',
        id: 'SA_YYYYYYYY',
        name: 'John Doe',
        status: 'active',
        email: 'john@example.com',
        phone: null,
        description: null,
        grants: ['cdr', 'calls'],
        createdAt: new Date('2026-03-25T11:56:03.796Z'),
        updatedAt: new Date('2026-03-25T11:56:03.796Z'),
        lastUsedAt: null,
        native: rows[1],
      },
    ]);
  });

  test.each([
    [{ enabled: true, is_active: true }, 'active'],
    // The OpenAPI example of seed 003.
    [{ enabled: false, is_active: true }, 'disabled'],
    [{ enabled: true, is_active: false }, 'active'],
    [{ is_active: false }, 'disabled'],
    [{}, 'active'],
    [{ enabled: true, kyc_calls_blocked: true }, 'blocked'],
    [{ enabled: false, kyc_calls_blocked: true }, 'disabled'],
    [{ enabled: true, kyc_calls_blocked: false }, 'active'],
  ])('%j is %s', (flags, status) => {
    expect(converted(flags).status).toBe(status);
  });

  test.each([
    [null, null],
    [undefined, null],
    [{}, []],
    [{ calls: true, cdr: false }, ['calls']],
    [{ calls: 'yes', cdr: true, sms: true }, ['cdr', 'sms']],
  ])('permissions %j are the grants %j', (permissions, grants) => {
    expect(converted({ permissions }).grants).toEqual(grants);
  });

  test('falls back from a date-time that is missing or odd to the date', () => {
    const dates = {
      created_at: 17,
      created: '2026-03-25',
      updated_at: 'soon',
      modified: '2026-03-26',
      last_used: '2026-03-27',
    };
    const { createdAt, updatedAt, lastUsedAt } = converted(dates);
    expect([createdAt, updatedAt, lastUsedAt]).toEqual([
      new Date('2026-03-25'),
      new Date('2026-03-26'),
      new Date('2026-03-27'),
    ]);
  });

  test('a day of change beside a day of creation stays its own', () => {
    const { createdAt, updatedAt } = converted({ created: '2026-03-25', modified: '2026-03-26' });
    expect([createdAt, updatedAt]).toEqual([new Date('2026-03-25'), new Date('2026-03-26')]);
  });

  test('passes unknown and odd fields by', () => {
    const subUser = converted({ rate_limit: 'many', kyc_mode: 3, tier: 'gold' });
    expect(nativeOf(subUser)).toMatchObject({ rate_limit: null, kyc_mode: null, tier: 'gold' });
  });
});

describe('nativeOf', () => {
  test('is the Vobiz object', () => {
    expect(nativeOf(converted({ rate_limit: 750 })).rate_limit).toBe(750);
  });

  test.each([
    { carrier: 'voximplant', native: { auth_id: 'SA_1' } },
    { carrier: 'vobiz', native: null },
    { carrier: 'vobiz', native: 'SA_1' },
    { carrier: 'vobiz', native: {} },
  ])('refuses %j', (more) => {
    expect(() => nativeOf({ ...converted({}), ...more })).toThrow(
      expect.objectContaining({
        code: 'invalid-argument',
        detail: {
          carrier: 'vobiz',
          operation: 'nativeOf',
          fields: [{ field: 'subUser', rule: 'must have been read by the vobiz adapter' }],
        },
      }),
    );
  });
});
