import { openSubUsers } from '@subuser/core';
import type { FaultRule } from '@subuser/emulator';
import { afterAll, beforeEach, expect, onTestFinished, test } from 'vitest';
import { rejection } from '../../support/rejection.ts';
import { voximplant } from '../voximplant.ts';

const account = await voximplant.openAccount();
const { control } = account;

beforeEach(() => control.reset());
afterAll(() => account.close());

// An update is several requests: a failure of the last one must not deny the earlier ones.
test.each<[string, FaultRule, string]>([
  ['503', { fault: 'status', status: 503 }, 'outcome-unknown'],
  ['429', { fault: 'status', status: 429 }, 'outcome-unknown'],
  ['a reset', { fault: 'drop-after-apply' }, 'outcome-unknown'],
  ['HTML', { fault: 'html-200' }, 'unexpected-response'],
  ['100', { fault: 'error-200', code: 100 }, 'unauthenticated'],
])('an update that cannot be read back because of %s says that it was applied', async (_, fault, code) => {
  const subUsers = openSubUsers(account.connect({ retries: { attempts: 1 } }));
  onTestFinished(() => subUsers.close());
  const { id } = (await subUsers.create({ name: 'as-it-was' })).subUser;
  const updates = () => control.requests.filter(({ operation }) => operation === 'update').length;
  control.inject(({ operation }) => (operation === 'get' && updates() > 0 ? fault : undefined));
  const error = await rejection(subUsers.update(id, { description: 'made-now' }));
  control.inject(() => undefined);
  expect(error.code).toBe(code);
  expect(error.message).toMatch(/ changed, but not read back: description was set\./u);
  expect([updates(), (await subUsers.get(id)).description]).toEqual([1, 'made-now']);
});
