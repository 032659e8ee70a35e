import { describe, expect, test } from 'vitest';
import { rolesGiven, rolesRequired } from './role-argument.ts';

const given = (record: Record<string, string>) => new Map(Object.entries(record));
const ids = (record: Record<string, string>) => rolesGiven(given(record)).map((role) => role.id);

describe('roles in a request', () => {
  test('are named by ids or by names, or not at all', () => {
    expect(ids({ role_id: '3' })).toEqual([3]);
    expect(ids({ role_id: '3;7' })).toEqual([3, 7]);
    expect(ids({ role_name: 'Support;UserManager' })).toEqual([3, 10]);
    expect(ids({})).toEqual([]);
    expect(ids({ role_id: '', role_name: 'Owner' })).toEqual([1]);
    expect(ids({ role_id: ' ; ' })).toEqual([]);
  });

  test('are not named twice', () => {
    expect(() => ids({ role_id: '1', role_name: 'Owner' })).toThrow(expect.objectContaining({ code: 449 }));
  });

  test('may have blanks around them and empty places between them', () => {
    expect(ids({ role_id: '3;' })).toEqual([3]);
    expect(ids({ role_id: '3 ;; 7' })).toEqual([3, 7]);
    expect(ids({ role_name: 'Support; Owner;' })).toEqual([3, 1]);
  });

  test.each(['99', '0', '-1', '1;-2', 'any', '1,2', '3.0'])('id %j is refused with 440', (role_id) => {
    expect(() => ids({ role_id })).toThrow(expect.objectContaining({ code: 440, field: 'role_id' }));
  });

  test.each(['User Manager', 'owner', 'Support;Nobody', '3'])('name %j is refused with 441', (role_name) => {
    expect(() => ids({ role_name })).toThrow(expect.objectContaining({ code: 441, field: 'role_name' }));
  });

  test('are required by the methods that change them', () => {
    expect(rolesRequired(given({ role_name: 'Payer' })).map((role) => role.id)).toEqual([8]);
    for (const record of [{}, { role_id: '', role_name: '' }, { role_id: ';' }]) {
      expect(() => rolesRequired(given(record))).toThrow(expect.objectContaining({ code: 134 }));
    }
  });
});
