import { type ErrorCode, openSubUsers, type SubUsers } from '@subuser/core';
import type { Fault } from '@subuser/emulator';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { carriers } from '../carriers/all.ts';
import type { TestAccount } from '../carriers/carrier-under-test.ts';
import { readAll } from '../support/read-all.ts';
import { rejection } from '../support/rejection.ts';

/** How a create ends whose answer is broken in this way, and whether the carrier has applied it. */
const brokenAnswers: [fault: Fault, code: ErrorCode, isApplied: boolean][] = [
  ['html-200', 'unexpected-response', true],
  ['garbage-json', 'unexpected-response', true],
  ['empty-body', 'unexpected-response', true],
  ['redirect', 'unexpected-response', false],
  ['half-body', 'outcome-unknown', true],
  ['oversized-body', 'outcome-unknown', true],
  ['drop-after-apply', 'outcome-unknown', true],
  ['drop-before-apply', 'outcome-unknown', false],
];

describe.each(carriers)('create on $label', (carrier) => {
  let account: TestAccount;
  let control: TestAccount['control'];
  let subUsers: SubUsers;

  beforeAll(async () => {
    account = await carrier.openAccount();
    ({ control } = account);
    subUsers = openSubUsers(account.connect(), { settle: { lateMs: 0 } });
  });
  beforeEach(() => control.reset());
  afterAll(async () => {
    await subUsers.close();
    await account.close();
  });

  const input = { name: 'support', reference: 'crm-1' };

  test.each(brokenAnswers)('%s is %s, and exactly one request was sent', async (fault, code, isApplied) => {
    control.failNext({ fault, operation: 'create' });
    const error = await rejection(subUsers.create(input));
    expect(error.code).toBe(code);
    expect(control.requests.map(({ operation }) => operation)).toEqual(['create']);
    expect(control.requests[0]?.applied).toBe(isApplied);
    // The attempt can be recognised by its nonce.
    const [nonce, ...others] = error.detail.openAttempts ?? [];
    expect([nonce?.length, others]).toEqual([10, []]);
    expect((await readAll(subUsers)).map(({ reference }) => reference)).toEqual(isApplied ? ['crm-1'] : []);
  });

  test.each(brokenAnswers)('%s (%s) can be settled afterwards: one sub-user, whose secret works', async (fault) => {
    control.failNext({ fault, operation: 'create' });
    const { openAttempts } = (await rejection(subUsers.create(input))).detail;
    const { subUser, credentials } = await subUsers.create(input, { ifUnknown: 'settle', openAttempts });
    expect((await readAll(subUsers)).map(({ id }) => id)).toEqual([subUser.id]);
    expect(control.authenticates(credentials?.login ?? '', credentials?.secret.reveal() ?? '')).toBe(true);
  });

  test('odd fields of no consequence cost nothing', async () => {
    control.failNext({ fault: 'odd-field', operation: 'create' });
    const { subUser, credentials } = await subUsers.create(input);
    expect(subUser).toMatchObject({ name: 'support', reference: 'crm-1', status: 'active' });
    expect(control.authenticates(credentials?.login ?? '', credentials?.secret.reveal() ?? '')).toBe(true);
    expect(control.requests).toHaveLength(1);
  });
});
