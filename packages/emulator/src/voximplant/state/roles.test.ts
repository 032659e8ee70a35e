import { describe, expect, test } from 'vitest';
import { childrenOf, expandedRolesOf, roleById, roleByName, roleGroups, allRoles } from './roles.ts';

const ids = (roles: readonly { id: number }[]) => roles.map((role) => role.id);

describe('the roles', () => {
  test('have the ids, parents and flags that the reference shows', () => {
    expect(roleById(3)).toMatchObject({ name: 'Support', parents: [1, 2], guiOnly: true });
    expect(roleById(7)).toMatchObject({ name: 'Accountant', parents: [], guiOnly: true });
  });

  test('are the eleven that the control panel names', () => {
    expect(allRoles.map((role) => role.name).toSorted()).toEqual([
      'Accountant',
      'Admin',
      'CallListManager',
      'Developer',
      'Owner',
      'Payer',
      'PayerNoVerify',
      'PhoneNumberManager',
      'Supervisor',
      'Support',
      'UserManager',
    ]);
  });

  test('each belong to a group that exists', () => {
    expect(new Set(allRoles.map((role) => role.group))).toEqual(new Set(roleGroups.map((group) => group.name)));
  });

  test('are found by the canonical spelling alone', () => {
    expect(roleByName('UserManager')?.id).toBe(10);
    const others = ['User Manager', 'usermanager', 'User-Manager', 'UserManager '];
    expect(others.filter((name) => roleByName(name) !== undefined)).toEqual([]);
  });

  test('know their children', () => {
    const admin = roleByName('Admin');
    expect(admin && ids(childrenOf(admin))).toEqual([3, 4, 5, 6, 10, 11]);
  });

  test('expand to everything they contain, each once, in order', () => {
    expect(ids(expandedRolesOf(new Set([1])))).toEqual([1, 2, 3, 4, 5, 6, 10, 11]);
    expect(ids(expandedRolesOf(new Set([7, 3])))).toEqual([3, 7]);
    expect(expandedRolesOf(new Set())).toEqual([]);
  });
});
