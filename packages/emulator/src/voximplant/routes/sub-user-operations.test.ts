import { beforeEach, describe, expect, test } from 'vitest';
import { usualSettings } from '../../server/switches.ts';
import { voximplantSwitches, type VoximplantSettings } from '../voximplant-settings.ts';
import { Account } from '../state/account.ts';
import { addSubUser, delSubUser, getSubUsers, setSubUserInfo } from './sub-user-operations.ts';

let account: Account;
beforeEach(() => {
  account = new Account(1, 'owner@example.com');
});

const password = 'Tr0ub4dor&3';
const aliceParameters = { new_subuser_name: 'alice', new_subuser_password: password };
const call = (record: Record<string, string> = {}, settings: Partial<VoximplantSettings> = {}) => ({
  account,
  parameters: new Map(Object.entries(record)),
  settings: { ...usualSettings(voximplantSwitches), weakPasswords: 'refused' as const, ...settings },
});
const refused = (code: number, field?: string) => expect.objectContaining({ code, field });

describe('AddSubUser', () => {
  test('answers the id and nothing else, and stores the login in lower case', () => {
    expect(addSubUser(call({ ...aliceParameters, new_subuser_name: 'Alice' }))).toEqual({
      result: { subuser_id: 109 },
    });
    expect(getSubUsers(call())).toEqual({ result: [{ subuser_id: 109, subuser_name: 'alice' }] });
    expect(account.subUsers.authenticates('alice', password)).toBe(true);
  });

  test('keeps the description, an empty one too, and the roles, Owner and those for the panel too', () => {
    addSubUser(call({ ...aliceParameters, description: 'Support desk', role_id: '1;7' }));
    addSubUser(call({ ...aliceParameters, new_subuser_name: 'bruno', description: '', role_name: 'Support' }));
    const { result } = getSubUsers(call({ with_roles: 'True' }));
    expect(result).toMatchObject([
      {
        subuser_name: 'alice',
        description: 'Support desk',
        roles: [{ role_name: 'Owner' }, { role_name: 'Accountant' }],
      },
      { subuser_name: 'bruno', description: '', roles: [{ role_id: 3 }] },
    ]);
  });

  test.each([
    [{ new_subuser_name: undefined }, 134, 'new_subuser_name'],
    [{ new_subuser_name: '' }, 134, 'new_subuser_name'],
    [{ new_subuser_name: 'abcd' }, 452, 'new_subuser_name'],
    [{ new_subuser_name: 'al.ice' }, 453, 'new_subuser_name'],
    [{ new_subuser_password: undefined }, 134, 'new_subuser_password'],
    [{ new_subuser_password: '' }, 463, 'new_subuser_password'],
    [{ new_subuser_password: 'weakling' }, 464, 'new_subuser_password'],
    [{ new_subuser_password: 'Alice-2024!' }, 523, 'new_subuser_password'],
    [{ role_id: '3', role_name: 'Support' }, 449, undefined],
    [{ role_id: '99' }, 440, 'role_id'],
    [{ role_name: 'Nobody' }, 441, 'role_name'],
  ])('with %j is refused with %i and creates nothing', (change, code, field) => {
    const wanted = Object.entries({ ...aliceParameters, ...change }).filter(
      (pair): pair is [string, string] => pair[1] !== undefined,
    );
    expect(() => addSubUser(call(Object.fromEntries(wanted)))).toThrow(refused(code, field));
    expect(account.subUsers.size).toBe(0);
  });

  test('refuses a login that is taken in another case', () => {
    addSubUser(call(aliceParameters));
    expect(() => addSubUser(call({ ...aliceParameters, new_subuser_name: 'ALICE' }))).toThrow(
      refused(436, 'new_subuser_name'),
    );
  });

  test('refuses one more than the account may have', () => {
    addSubUser(call(aliceParameters, { subUserLimit: 1 }));
    const bruno = { ...aliceParameters, new_subuser_name: 'bruno' };
    expect(() => addSubUser(call(bruno, { subUserLimit: 1 }))).toThrow(refused(438));
    expect(addSubUser(call(bruno, { subUserLimit: 2 }))).toEqual({ result: { subuser_id: 110 } });
  });
});

const ids = (record: Record<string, string>) =>
  (getSubUsers(call(record)).result as { subuser_id: number }[]).map((row) => row.subuser_id);

describe('GetSubUsers', () => {
  beforeEach(() => {
    for (let index = 0; index < 45; index += 1)
      addSubUser(call({ ...aliceParameters, new_subuser_name: `agent-${index}` }));
  });

  test('pages in ascending order of id', () => {
    expect(ids({})).toEqual(Array.from({ length: 20 }, (_, index) => 109 + index));
    expect(ids({ offset: '40' })).toEqual([149, 150, 151, 152, 153]);
    expect(ids({ offset: '3', count: '2' })).toEqual([112, 113]);
    expect(ids({ offset: '45' })).toEqual([]);
  });

  test('finds one by its id', () => {
    expect(getSubUsers(call({ subuser_id: '110' }))).toEqual({
      result: [{ subuser_id: 110, subuser_name: 'agent-1' }],
    });
    expect(ids({ subuser_id: '110', offset: '1' })).toEqual([]);
  });

  test('shows roles where it is asked to', () => {
    expect(getSubUsers(call({ subuser_id: '110', with_roles: 'true' })).result).toEqual([
      { subuser_id: 110, subuser_name: 'agent-1', roles: [] },
    ]);
  });

  test('has totals where the settings add them', () => {
    expect(getSubUsers(call({ offset: '40' }, { totalCount: true }))).toMatchObject({ total_count: 45, count: 5 });
    expect(getSubUsers(call({ subuser_id: '110' }, { totalCount: true }))).toMatchObject({ total_count: 1, count: 1 });
  });

  test.each([
    [{ subuser_id: '7' }, 434, 'subuser_id'],
    [{ subuser_id: 'seven' }, 101, 'subuser_id'],
    [{ count: '0' }, 101, 'count'],
    [{ with_roles: 'yes' }, 101, 'with_roles'],
  ] as [Record<string, string>, number, string][])('with %j is refused with %i', (record, code, field) => {
    expect(() => getSubUsers(call(record))).toThrow(refused(code, field));
  });
});

const change = (record: Record<string, string>) => setSubUserInfo(call({ subuser_id: '109', ...record }));
const description = () => account.subUsers.byId(109).description;

describe('SetSubUserInfo', () => {
  const newPassword = 'C0rrect-horse';
  beforeEach(() => {
    addSubUser(call({ ...aliceParameters, description: 'before' }));
  });

  test('changes the description, empties it, or leaves it', () => {
    expect(change({ description: 'after' })).toEqual({ result: 1 });
    expect(description()).toBe('after');
    expect(change({})).toEqual({ result: 1 });
    expect(description()).toBe('after');
    change({ description: '' });
    expect(description()).toBe('');
  });

  test('changes the password for whoever knows the old one', () => {
    expect(change({ old_subuser_password: password, new_subuser_password: newPassword })).toEqual({ result: 1 });
    expect(account.subUsers.authenticates('alice', newPassword)).toBe(true);
    expect(account.subUsers.authenticates('alice', password)).toBe(false);
  });

  test('takes no notice of an old password without a new one', () => {
    expect(change({ old_subuser_password: 'wrong' })).toEqual({ result: 1 });
  });

  test.each([
    [{ new_subuser_password: newPassword }, 448, 'old_subuser_password'],
    [{ new_subuser_password: newPassword, old_subuser_password: '' }, 448, 'old_subuser_password'],
    [{ new_subuser_password: newPassword, old_subuser_password: 'Wr0ng-horse' }, 496, 'old_subuser_password'],
    [{ new_subuser_password: '', old_subuser_password: password }, 463, 'new_subuser_password'],
    [{ new_subuser_password: 'short', old_subuser_password: password }, 464, 'new_subuser_password'],
    [{ new_subuser_password: 'C0rrect horse', old_subuser_password: password }, 524, 'new_subuser_password'],
    [{ new_subuser_password: 'Alice-2024!', old_subuser_password: password }, 523, 'new_subuser_password'],
    [{ new_subuser_password: password, old_subuser_password: password }, 535, 'new_subuser_password'],
  ])('with %j is refused with %i and changes nothing', (record, code, field) => {
    expect(() => change({ ...record, description: 'after' })).toThrow(refused(code, field));
    expect(description()).toBe('before');
    expect(account.subUsers.authenticates('alice', password)).toBe(true);
  });

  test('needs somebody to change', () => {
    expect(() => setSubUserInfo(call())).toThrow(refused(134, 'subuser_id'));
    expect(() => setSubUserInfo(call({ subuser_id: '7' }))).toThrow(refused(434, 'subuser_id'));
  });
});

describe('DelSubUser', () => {
  test('deletes one, once, and frees its login', () => {
    addSubUser(call(aliceParameters));
    expect(delSubUser(call({ subuser_id: '109' }))).toEqual({ result: 1 });
    expect(() => delSubUser(call({ subuser_id: '109' }))).toThrow(refused(434, 'subuser_id'));
    expect(addSubUser(call(aliceParameters))).toEqual({ result: { subuser_id: 110 } });
  });

  test('takes one id, not a list', () => {
    expect(() => delSubUser(call({ subuser_id: '109;110' }))).toThrow(refused(101, 'subuser_id'));
    expect(() => delSubUser(call())).toThrow(refused(134, 'subuser_id'));
  });
});
