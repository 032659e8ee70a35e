import { SubUserError } from '@subuser/core';
import { ManualClock } from '@subuser/core/testing';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { rejection } from '../../test-support/rejection.ts';
import { createRoles, type Roles } from './roles.ts';
import type { RoleView } from '../voximplant-api.ts';

const admin = { role_id: 2, role_name: 'Admin' };
const userManager = { role_id: 9, role_name: 'User Manager' };
const minutes = 60_000;

interface Vocabulary {
  roles: Roles;
  clock: ManualClock;
  fetches: number;
  current: RoleView[];
}

function vocabulary(...current: RoleView[]): Vocabulary {
  const clock = new ManualClock({ time: 0 });
  const state = { clock, fetches: 0, current };
  const roles = createRoles(
    {
      async getRoles() {
        state.fetches += 1;
        return state.current;
      },
    },
    clock,
  );
  return Object.assign(state, { roles });
}

function idsOf(roles: readonly RoleView[]): number[] {
  return roles.map((role) => role.role_id);
}

describe('the fetched vocabulary', () => {
  test('serves for ten minutes', async () => {
    const words = vocabulary(admin);
    const wanted = { grants: ['Admin'], operation: 'AddSubUser', subject: 'desk' };
    await words.roles.resolve(wanted);
    await words.clock.advance(10 * minutes - 1);
    await words.roles.resolve(wanted);
    expect(words.fetches).toBe(1);
    await words.clock.advance(1);
    await words.roles.resolve(wanted);
    expect(words.fetches).toBe(2);
  });

  test('is not asked for without a word', async () => {
    const words = vocabulary(admin);
    expect(await words.roles.resolve({ grants: [], operation: 'AddSubUser', subject: 'desk' })).toEqual([]);
    expect(words.fetches).toBe(0);
  });

  test('is fetched again, once, for a word that it lacks', async () => {
    const words = vocabulary(admin);
    await words.roles.list();
    words.current = [admin, userManager];
    expect(
      idsOf(await words.roles.resolve({ grants: ['User manager'], operation: 'AddSubUser', subject: 'desk' })),
    ).toEqual([9]);
    expect(words.fetches).toBe(2);
    await rejection(words.roles.resolve({ grants: ['Janitor'], operation: 'AddSubUser', subject: 'desk' }));
    expect(words.fetches).toBe(3);
  });

  test('is not fetched twice for a word that it lacks from the start', async () => {
    const words = vocabulary(admin);
    await rejection(words.roles.resolve({ grants: ['Janitor'], operation: 'AddSubUser', subject: 'desk' }));
    expect(words.fetches).toBe(1);
  });

  test('is fetched once for all who ask at the same time', async () => {
    const words = vocabulary(admin);
    const wanted = { grants: ['admin'], operation: 'AddSubUser', subject: 'desk' };
    const all = await Promise.all(Array.from({ length: 20 }, () => words.roles.resolve(wanted)));
    expect(all.map(idsOf)).toEqual(Array.from({ length: 20 }, () => [2]));
    expect(words.fetches).toBe(1);
  });

  test('that could not be fetched is asked for again by the next', async () => {
    const error = new SubUserError('unavailable', 'No connection.', { carrier: 'voximplant', operation: 'GetRoles' });
    let fetches = 0;
    const getRoles = async (): Promise<RoleView[]> => {
      fetches += 1;
      if (fetches === 1) throw error;
      return [admin];
    };
    const roles = createRoles({ getRoles }, new ManualClock({ time: 0 }));
    expect(await rejection(roles.list())).toBe(error);
    expect(await roles.list()).toEqual([admin]);
  });

  test('is fetched on for the others when one gives up', async () => {
    const reply: { come?: (roles: RoleView[]) => void } = {};
    const getRoles = (): Promise<RoleView[]> => new Promise((resolve) => (reply.come = resolve));
    const roles = createRoles({ getRoles }, new ManualClock({ time: 0 }));
    const impatient = new AbortController();
    const gone = rejection(roles.list({ signal: impatient.signal }));
    const patient = roles.list({ signal: new AbortController().signal });
    impatient.abort();
    expect(await gone).toMatchObject({
      code: 'cancelled',
      detail: { carrier: 'voximplant', operation: 'grants', carrierOperation: 'GetRoles' },
    });
    reply.come?.([admin]);
    expect(await patient).toEqual([admin]);
  });

  test('is not fetched for one who gave up before', async () => {
    const words = vocabulary(admin);
    expect((await rejection(words.roles.list({ signal: AbortSignal.abort() }))).code).toBe('cancelled');
    expect(words.fetches).toBe(0);
  });
});

describe('a word', () => {
  test('that two roles share in all but spelling is refused, an exact one and an id are not', async () => {
    const { roles } = vocabulary({ role_id: 1, role_name: 'User Manager' }, { role_id: 2, role_name: 'UserManager' });
    const error = await rejection(
      roles.resolve({ grants: ['user-manager'], operation: 'AddSubUser', subject: 'desk' }),
    );
    expect(error.detail.fields).toEqual([
      {
        field: 'grants',
        rule: '“user-manager” may be any of User Manager (1), UserManager (2): give the id',
        unsupported: true,
      },
    ]);
    const chosen = await roles.resolve({ grants: ['UserManager', '1', '2'], operation: 'AddSubUser', subject: 'desk' });
    expect(idsOf(chosen)).toEqual([2, 1]);
  });

  test('that is a name is no id', async () => {
    const { roles } = vocabulary({ role_id: 1, role_name: '2' }, { role_id: 2, role_name: 'Admin' });
    expect(idsOf(await roles.resolve({ grants: ['2'], operation: 'AddSubUser', subject: 'desk' }))).toEqual([1]);
  });

  const separator = fc.constantFrom('', ' ', '-', '  ', ' - ', '\t');
  const respelt = fc
    .tuple(
      fc.constantFrom('PhoneNumberManager', 'Payer', 'PayerNoVerify'),
      fc.infiniteStream(fc.tuple(fc.boolean(), separator)),
    )
    .map(([name, stream]) => {
      const spelt = Array.from(name, (letter) => {
        const [upper, after] = stream.next().value as [boolean, string];
        return (upper ? letter.toUpperCase() : letter.toLowerCase()) + after;
      });
      return { name, spelling: spelt.join('') };
    });

  test('finds its role in any case, with any spaces and hyphens', async () => {
    const names = ['Payer', 'Phone Number Manager', 'PayerNoVerify'];
    const { roles } = vocabulary(...names.map((role_name, index) => ({ role_id: index + 1, role_name })));
    await fc.assert(
      fc.asyncProperty(respelt, async ({ name, spelling }) => {
        const [role] = await roles.resolve({ grants: [spelling], operation: 'AddSubUser', subject: 'desk' });
        expect(role?.role_name.replaceAll(' ', '')).toBe(name);
      }),
    );
  });
});
