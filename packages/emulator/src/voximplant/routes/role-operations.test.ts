import { describe, expect, test } from 'vitest';
import { usualSettings } from '../../server/switches.ts';
import { voximplantSwitches } from '../voximplant-settings.ts';
import { Account } from '../state/account.ts';
import { getRoleGroups, getRoles } from './role-operations.ts';

const call = (record: Record<string, string>) => ({
  account: new Account(1, 'owner@example.com'),
  parameters: new Map(Object.entries(record)),
  settings: usualSettings(voximplantSwitches),
});
const names = (record: Record<string, string>) =>
  (getRoles(call(record)).result as { role_name: string }[]).map((role) => role.role_name);

describe('GetRoles', () => {
  test('shows every role with every property', () => {
    expect(getRoles(call({})).result).toHaveLength(11);
    expect(getRoles(call({})).result).toContainEqual({
      role_name: 'Support',
      role_id: 3,
      inherited: true,
      parent_role_id: [1, 2],
      child_ids: [],
      gui_only: true,
    });
    expect(getRoles(call({})).result).toContainEqual({
      role_name: 'Admin',
      role_id: 2,
      inherited: true,
      parent_role_id: [1],
      child_ids: [3, 4, 5, 6, 10, 11],
      gui_only: false,
    });
  });

  test('shows one group', () => {
    expect(names({ group_name: 'Billing' })).toEqual(['Accountant', 'Payer', 'PayerNoVerify']);
    expect(names({ group_name: 'Nothing' })).toEqual([]);
    expect(names({ group_name: '' })).toHaveLength(11);
  });
});

test('GetRoleGroups names the groups that GetRoles filters by', () => {
  const { result } = getRoleGroups();
  expect(result).toEqual([
    { id: 1, name: 'Account' },
    { id: 2, name: 'Billing' },
    { id: 3, name: 'Managers' },
  ]);
});
