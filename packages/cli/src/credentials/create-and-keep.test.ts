import { openSubUsers, Secret, SubUserError, type SubUsers } from '@subuser/core';
import { createMemoryProvider } from '@subuser/core/memory';
import { expect, test } from 'vitest';
import { createAndKeep } from './create-and-keep.ts';
import type { CredentialPlace } from './credential-place.ts';

type Kept = Parameters<CredentialPlace['keep']>;

async function keptBy(subUsers: SubUsers): Promise<{ ending: unknown; kept: Kept[] }> {
  const kept: Kept[] = [];
  const place = { keep: async (...each: Kept) => void kept.push(each) };
  const ending = await createAndKeep(subUsers, place, { name: 'desk' }, 'settle').catch((error: unknown) => error);
  return { ending, kept };
}

test('the credentials of a new sub-user are kept', async () => {
  const { kept } = await keptBy(openSubUsers(createMemoryProvider()));
  expect(kept).toMatchObject([[{ carrier: 'memory', name: 'desk' }, { secret: expect.any(Secret) as Secret }]]);
});

test('… and those of a create that fails', async () => {
  const credentials = { login: '', secret: new Secret('only-copy') };
  const error = new SubUserError('unexpected-response', 'no id', { operation: 'create', credentials });
  const subUsers = {
    ...openSubUsers(createMemoryProvider()),
    carrier: 'memory',
    create: () => Promise.reject(error),
  } as SubUsers;
  expect(await keptBy(subUsers)).toEqual({
    ending: error,
    kept: [[{ carrier: 'memory', id: '', name: 'desk' }, credentials]],
  });
});

test('… and those of every attempt that is open', async () => {
  const all = ['one', 'two', 'three'].map((each) => ({ login: '', secret: new Secret(each) }));
  const [credentials, ...otherCredentials] = all;
  const detail = { operation: 'create', ...(credentials && { credentials }), otherCredentials };
  const memory = openSubUsers(createMemoryProvider());
  const fail = () => Promise.reject(new SubUserError('outcome-unknown', 'lost', detail));
  expect((await keptBy({ ...memory, create: fail })).kept.map(([, each]) => each)).toEqual(all);
  const create: SubUsers['create'] = async (...input) => ({ ...(await memory.create(...input)), otherCredentials });
  expect((await keptBy({ ...memory, create })).kept.map(([, each]) => each).slice(1)).toEqual(otherCredentials);
});
