import { generateKeyPairSync } from 'node:crypto';
import { beforeEach, describe, expect, test } from 'vitest';
import { usualSettings } from '../../server/switches.ts';
import { voximplantSwitches } from '../voximplant-settings.ts';
import { Account } from '../state/account.ts';
import { getSubUserRoles, removeSubUserRoles, setSubUserRoles } from './sub-user-role-operations.ts';

const { publicKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
let account: Account;
beforeEach(() => {
  account = new Account(1, 'owner@example.com');
  account.subUsers.add({ login: 'alice', password: 'Tr0ub4dor&3', description: undefined, roleIds: [3, 4] });
});

const call = (record: Record<string, string>) => ({
  account,
  parameters: new Map(Object.entries({ subuser_id: '109', ...record })),
  settings: usualSettings(voximplantSwitches),
});
const held = () => [...account.subUsers.byId(109).roleIds].toSorted((a, b) => a - b);
const refused = (code: number, field?: string) => expect.objectContaining({ code, field });

describe('SetSubUserRoles', () => {
  test('adds roles and replaces none', () => {
    expect(setSubUserRoles(call({ role_id: '7' }))).toEqual({ result: 1 });
    expect(setSubUserRoles(call({ role_name: 'Support;Owner' }))).toEqual({ result: 1 });
    expect(held()).toEqual([1, 3, 4, 7]);
  });

  test.each([
    [{}, 134, 'role_id'],
    [{ role_id: '7', role_name: 'Owner' }, 449, undefined],
    [{ role_id: '7;99' }, 440, 'role_id'],
    [{ role_name: 'Owner;accountant' }, 441, 'role_name'],
    [{ subuser_id: '7', role_id: '7' }, 434, 'subuser_id'],
  ] as [Record<string, string>, number, string | undefined][])('with %j is refused with %i', (record, code, field) => {
    expect(() => setSubUserRoles(call(record))).toThrow(refused(code, field));
    expect(held()).toEqual([3, 4]);
  });
});

describe('GetSubUserRoles', () => {
  test('shows the roles given, as the reference’s example has them', () => {
    account.subUsers.byId(109).roleIds.add(7).delete(4);
    expect(getSubUserRoles(call({}))).toEqual({
      result: [
        { role_name: 'Support', role_id: 3, inherited: true, parent_role_id: [1, 2], gui_only: true },
        { role_name: 'Accountant', role_id: 7, inherited: false, parent_role_id: [], gui_only: true },
      ],
    });
  });

  test('shows the roles they contain as well, with every property', () => {
    setSubUserRoles(call({ role_name: 'Admin' }));
    const { result } = getSubUserRoles(call({ with_expanded_roles: 'true' }));
    expect(result).toHaveLength(7);
    expect(result).toMatchObject([
      { role_id: 2, child_ids: [3, 4, 5, 6, 10, 11] },
      {},
      {},
      {},
      {},
      {},
      { role_id: 11 },
    ]);
  });
});

describe('RemoveSubUserRoles', () => {
  test('takes roles away, and passes over those that are not held', () => {
    expect(removeSubUserRoles(call({ role_id: '3;7' }))).toEqual({ result: 1 });
    expect(held()).toEqual([4]);
  });

  test('leaves a role that a key of the sub-user holds, unless it is forced', () => {
    const key = account.keys.add(publicKey, { roleIds: [4], subUserId: 109 });
    account.keys.add(publicKey, { roleIds: [3] });
    expect(() => removeSubUserRoles(call({ role_id: '3;4' }))).toThrow(refused(439));
    expect(held()).toEqual([3, 4]);
    expect(removeSubUserRoles(call({ role_id: '3', force: 'false' }))).toEqual({ result: 1 });
    expect(removeSubUserRoles(call({ role_id: '4', force: 'True' }))).toEqual({ result: 1 });
    expect([held(), [...key.roleIds]]).toEqual([[], []]);
  });

  test.each([
    [{}, 134, 'role_id'],
    [{ role_id: '3', role_name: 'Owner' }, 449, undefined],
    [{ role_id: '3', force: 'maybe' }, 101, 'force'],
  ] as [Record<string, string>, number, string | undefined][])('with %j is refused with %i', (record, code, field) => {
    expect(() => removeSubUserRoles(call(record))).toThrow(refused(code, field));
    expect(held()).toEqual([3, 4]);
  });
});
