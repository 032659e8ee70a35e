import { openSubUsers, type SubUserProvider, type SubUsers } from '@subuser/core';
import { createMemoryProvider } from '@subuser/core/memory';
import { Container, type ServiceIdentifier } from 'inversify';
import { expect, test } from 'vitest';
import { subUserModule } from './sub-user-module.ts';
import { subUsersToken } from './token.ts';

/** A carrier that is not built in, and notes when it is created and closed. */
function noted(notes: string[], carrier: string): { provider: () => SubUserProvider } {
  return {
    provider() {
      notes.push(`created ${carrier}`);
      const memory = createMemoryProvider({ carrier });
      return { ...memory, close: () => Promise.resolve().then(() => void notes.push(`closed ${carrier}`)) };
    },
  };
}

function loaded(...modules: Parameters<Container['load']>): Container {
  const container = new Container();
  container.load(...modules);
  return container;
}

test('a profile is a singleton, created at first use', () => {
  const notes: string[] = [];
  const container = loaded(subUserModule({ profiles: { main: noted(notes, 'acme') } }));
  expect(notes).toEqual([]);
  const first = container.get(subUsersToken('main'));
  expect(container.get(subUsersToken('main'))).toBe(first);
  expect(notes).toEqual(['created acme']);
});

test('several profiles coexist, also of one carrier', async () => {
  const vobiz = { carrier: 'vobiz', authToken: 'made-up' } as const;
  const container = loaded(
    subUserModule({
      profiles: {
        india: { ...vobiz, authId: 'MA_INDIA' },
        export: { ...vobiz, authId: 'MA_EXPORT' },
        own: { provider: () => createMemoryProvider() },
        spare: { provider: () => createMemoryProvider() },
      },
    }),
  );
  const [india, abroad, own, spare] = ['india', 'export', 'own', 'spare'].map((name) =>
    container.get(subUsersToken(name)),
  );
  expect([india?.carrier, abroad?.carrier, own?.carrier, spare?.carrier]).toEqual([
    'vobiz',
    'vobiz',
    'memory',
    'memory',
  ]);
  expect(india).not.toBe(abroad);
  await own?.create({ name: 'Support desk' });
  expect(await own?.find({ name: 'Support desk' })).toMatchObject({ id: 'm1' });
  expect(await spare?.find({ name: 'Support desk' })).toBeUndefined();
  await container.unbindAllAsync();
});

test('unbinding closes the profiles that were created, and no others', async () => {
  const notes: string[] = [];
  const container = loaded(
    subUserModule({ profiles: { a: noted(notes, 'a'), b: noted(notes, 'b'), c: noted(notes, 'c') } }),
  );
  container.get(subUsersToken('c'));
  container.get(subUsersToken('a'));
  await container.unbindAllAsync();
  expect(notes).toEqual(['created c', 'created a', 'closed a', 'closed c']);
  expect(container.isBound(subUsersToken('a'))).toBe(false);
});

test('synchronous unbinding fails once a profile was created', () => {
  const container = loaded(subUserModule({ profiles: { main: noted([], 'acme') } }));
  container.get(subUsersToken('main'));
  expect(() => container.unbindAll()).toThrow('Consider using Container.unbindAllAsync() instead');
});

test('closing one container leaves the same module open in another', async () => {
  const notes: string[] = [];
  const subUsers = subUserModule({ profiles: { main: noted(notes, 'acme') } });
  const [one, other] = [loaded(subUsers), loaded(subUsers)];
  expect(one.get(subUsersToken('main'))).not.toBe(other.get(subUsersToken('main')));
  await one.unloadAsync(subUsers);
  expect(notes).toEqual(['created acme', 'created acme', 'closed acme']);
  one.load(subUsers);
  one.get(subUsersToken('main'));
  expect(notes.at(-1)).toBe('created acme');
});

test('a built-in carrier refuses calls after the unbinding', async () => {
  const container = loaded(
    subUserModule({ profiles: { main: { carrier: 'vobiz', authId: 'MA_INDIA', authToken: 'made-up' } } }),
  );
  const subUsers = container.get(subUsersToken('main'));
  await container.unbindAllAsync();
  await expect(subUsers.get('SA_1')).rejects.toMatchObject({ code: 'failed-precondition' });
});

test('a test replaces a profile, which is then never created', async () => {
  const notes: string[] = [];
  const desk: ServiceIdentifier<string> = (() => Symbol('desk'))();
  const container = loaded(subUserModule({ profiles: { main: noted(notes, 'acme') } }));
  container.bind(desk).toResolvedValue((subUsers: SubUsers) => `desk on ${subUsers.carrier}`, [subUsersToken('main')]);
  const replacement = openSubUsers(createMemoryProvider({ carrier: 'rehearsal' }));
  container.rebind(subUsersToken('main')).toConstantValue(replacement);
  expect(container.get(desk)).toBe('desk on rehearsal');
  await container.unbindAllAsync();
  expect(notes).toEqual([]);
});

test('an error of a provider function is passed on unchanged, and the next use tries again', () => {
  const refusal = new Error('no such region');
  let failures = 1;
  const provider = (): SubUserProvider => {
    if (failures-- > 0) throw refusal;
    return createMemoryProvider();
  };
  const container = loaded(subUserModule({ profiles: { main: { provider } } }));
  expect(() => container.get(subUsersToken('main'))).toThrow(refusal);
  expect(container.get(subUsersToken('main')).carrier).toBe('memory');
});

test('a token is the same for the same profile, and has its type', () => {
  expect(subUsersToken('main')).toBe(subUsersToken('main'));
  expect(subUsersToken('main')).not.toBe(subUsersToken('other'));
  expect(subUsersToken('main')).toBe(Symbol.for('subuser.sub-users.main'));
  // @ts-expect-error a token of SubUsers gives nothing else
  const wrong: ServiceIdentifier<{ notThere: true }> = subUsersToken('main');
  expect(wrong).toBe(subUsersToken('main'));
});
