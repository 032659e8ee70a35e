import { describe, expect, test } from 'vitest';
import { seedSubUsers } from './seed-sub-users.ts';
import { changePassword, hasPassword, SubUsers } from './sub-users.ts';

const wanted = (login: string) => ({ login, password: 'Tr0ub4dor&3', description: undefined, roleIds: [] });

describe('the sub-users of an account', () => {
  test('count up from the id in the reference, and never use one twice', () => {
    const subUsers = new SubUsers();
    const first = subUsers.add(wanted('alice'));
    subUsers.remove(first);
    expect([first.id, subUsers.add(wanted('alice')).id]).toEqual([109, 110]);
  });

  test('refuse a login that is taken', () => {
    const subUsers = new SubUsers();
    subUsers.add(wanted('alice'));
    expect(() => subUsers.add(wanted('alice'))).toThrow(
      expect.objectContaining({ code: 436, field: 'new_subuser_name' }),
    );
    expect(subUsers.size).toBe(1);
  });

  test('are listed in ascending order of id', () => {
    const subUsers = new SubUsers();
    for (const login of ['zelda', 'alice', 'maria', 'bruno']) subUsers.add(wanted(login));
    subUsers.remove(subUsers.byId(110));
    expect(subUsers.page(0, 2).map((row) => row.login)).toEqual(['zelda', 'maria']);
    expect(subUsers.page(2, 2).map((row) => row.login)).toEqual(['bruno']);
    expect(subUsers.page(3, 2)).toEqual([]);
  });

  test('are gone for good once removed', () => {
    const subUsers = new SubUsers();
    const alice = subUsers.add(wanted('alice'));
    subUsers.remove(alice);
    expect(() => subUsers.byId(alice.id)).toThrow(expect.objectContaining({ code: 434, field: 'subuser_id' }));
    expect(subUsers.authenticates('alice', 'Tr0ub4dor&3')).toBe(false);
  });

  test('are let in by the login in any case and the password in force', () => {
    const subUsers = new SubUsers();
    const alice = subUsers.add(wanted('alice'));
    changePassword(alice, 'C0rrect-horse');
    expect(subUsers.authenticates('Alice', 'C0rrect-horse')).toBe(true);
    expect(subUsers.authenticates('alice', 'Tr0ub4dor&3')).toBe(false);
    expect(subUsers.authenticates('nobody', 'C0rrect-horse')).toBe(false);
  });

  test('cannot have a password twice, and are left with the one in force', () => {
    const alice = new SubUsers().add(wanted('alice'));
    changePassword(alice, 'C0rrect-horse');
    for (const password of ['Tr0ub4dor&3', 'C0rrect-horse']) {
      expect(() => changePassword(alice, password)).toThrow(
        expect.objectContaining({ code: 535, field: 'new_subuser_password' }),
      );
    }
    expect(hasPassword(alice, 'C0rrect-horse')).toBe(true);
  });

  test('keep no password in plain sight', () => {
    const alice = new SubUsers().add(wanted('alice'));
    expect(JSON.stringify(alice)).not.toContain('Tr0ub4dor');
  });
});

describe('seeded sub-users', () => {
  test('are the same on every run', () => {
    const [one, other] = [new SubUsers(), new SubUsers()];
    expect(seedSubUsers(one, 3)).toEqual(['109', '110', '111']);
    seedSubUsers(other, 3);
    expect(one.page(0, 3)).toEqual(other.page(0, 3));
    expect(one.page(0, 2)).toMatchObject([
      { id: 109, login: 'seeded_109', description: undefined, roleIds: new Set([5]) },
      { id: 110, login: 'seeded_110', description: 'Seeded sub-user 110', roleIds: new Set([4]) },
    ]);
    expect(one.authenticates('seeded_109', 'Seeded-109!')).toBe(true);
  });

  test('can be many', () => {
    const subUsers = new SubUsers();
    expect(seedSubUsers(subUsers, 50_000)).toHaveLength(50_000);
    expect(subUsers.page(49_999, 10)).toMatchObject([{ id: 50_108 }]);
  });
});
