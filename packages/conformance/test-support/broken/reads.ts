import { type SubUser, SubUserError } from '@subuser/core';
import { memoryTraits } from '@subuser/core/memory';
import type { MemoryHarness } from '../memory-harness.ts';
import { broken, type BrokenProvider } from './broken-provider.ts';

type Reads = Pick<MemoryHarness['provider'], 'create' | 'get' | 'listPage' | 'update'>;

/** Every sub-user that it returns, as this adapter misreads it. */
function misread({ provider }: MemoryHarness, misreading: (subUser: SubUser) => SubUser): Reads {
  return {
    async create(draft, call) {
      const created = await provider.create(draft, call);
      return { ...created, subUser: misreading(created.subUser) };
    },
    get: async (id, call) => misreading(await provider.get(id, call)),
    async listPage(request, call) {
      const page = await provider.listPage(request, call);
      return { ...page, items: page.items.map(misreading) };
    },
    update: async (id, revision, call) => misreading(await provider.update(id, revision, call)),
  };
}

const halfADay = 43_200_000;

export const brokenReads: readonly BrokenProvider[] = [
  broken('lists without grants', ['presents-every-sub-user-whole'], ({ provider }) => ({
    async listPage(request, call) {
      const page = await provider.listPage(request, call);
      return { ...page, items: page.items.map(({ grants: _grants, ...subUser }) => subUser) };
    },
  })),
  broken(
    'treats local time as UTC',
    ['dates-by-our-clock'],
    (harness) =>
      misread(harness, (subUser) => ({
        ...subUser,
        createdAt: new Date((subUser.createdAt?.getTime() ?? 0) - halfADay),
      })),
    { facets: { suspension: false } },
  ),
  broken('uses seconds instead of milliseconds in dates of changes', ['dates-by-our-clock'], (harness) =>
    misread(harness, (subUser) => ({
      ...subUser,
      updatedAt: new Date((subUser.updatedAt?.getTime() ?? 0) / 1000),
    })),
  ),
  broken('normalises Unicode', ['keeps-text-whole', 'follows-its-name-rule'], ({ provider }) => ({
    create: ({ name, description, ...draft }, call) =>
      provider.create(
        { ...draft, name: name.normalize('NFC'), ...(description && { description: description.normalize('NFC') }) },
        call,
      ),
  })),
  broken('joins the lines of a text', ['keeps-text-whole'], (harness) =>
    misread(harness, (subUser) => ({ ...subUser, description: subUser.description?.replaceAll('\n', ' ') ?? null })),
  ),
  broken(
    'removes the reference tag itself',
    [
      'creates-and-reads-back',
      'keeps-text-whole',
      'keeps-the-reference',
      'updates-only-what-is-asked',
      'finds-by-name-and-reference',
      'presents-every-sub-user-whole',
      'keeps-the-tag-whole',
      'shows-both-of-one-mark',
      'settles-a-lost-create',
      'settles-many-at-once',
      'settles-beside-a-namesake',
    ],
    (harness) =>
      misread(harness, (subUser) => ({
        ...subUser,
        description: subUser.description?.replace(/ ?\[ref:.*\]$/u, '') || null,
      })),
  ),
  broken('turns a 404 into an empty sub-user', ['says-not-found'], ({ provider }) => ({
    get: (id, call) =>
      provider.get(id, call).catch((error: unknown): SubUser => {
        if (!SubUserError.is(error, 'not-found')) throw error;
        return { carrier: 'memory', id, name: '', status: 'active', native: undefined };
      }),
  })),
  broken('treats a 404 as a deletion', ['deletes-once'], ({ provider }) => ({
    delete: (id, call) =>
      provider.delete(id, call).catch((error: unknown) => {
        if (!SubUserError.is(error, 'not-found')) throw error;
      }),
  })),
  broken('loses the phone in every update', ['updates-only-what-is-asked'], ({ provider }) => ({
    update: (id, revision, call) => provider.update(id, { phone: null, ...revision }, call),
  })),
  broken(
    'updates the first whatever its id',
    ['shows-both-of-one-mark', 'acts-on-whom-it-names', 'empties-what-it-can', 'updates-only-what-is-asked'],
    ({ provider }) => ({
      async update(id, revision, call) {
        await provider.get(id, call);
        return { ...(await provider.update('m1', revision, call)), id };
      },
    }),
  ),
  broken('enables with every update', ['updates-only-what-is-asked'], ({ provider, memory }) => ({
    async update(id, revision, call) {
      await provider.update(id, revision, call);
      return (await memory.suspension?.resume(id)) ?? memory.get(id);
    },
  })),
  broken('does not empty a field', ['empties-what-it-can'], ({ provider }) => ({
    update(id, revision, call) {
      const filled = Object.entries(revision).filter(([, value]) => value !== null);
      return provider.update(id, Object.fromEntries(filled), call);
    },
  })),
  broken('always creates active sub-users', ['creates-disabled'], ({ provider }) => ({
    create: ({ enabled: _enabled, ...draft }, call) => provider.create(draft, call),
  })),
  broken(
    'deletes another one with every second delete',
    ['deletes-exactly-one', 'issues-a-secret-that-works', 'settles-a-lost-create'],
    ({ provider, memory }) => ({
      async delete(id, call) {
        await provider.delete(id, call);
        if (id === 'm2') await memory.delete('m1');
      },
    }),
  ),
  broken('deletes below whatever path it is given', ['sends-no-odd-id'], ({ provider, memory }) => ({
    delete: (id, call) => (id === '..' ? memory.delete('m1') : provider.delete(id, call)),
  })),
  broken('has traits that JSON cannot express', ['states-its-traits'], ({ provider }) => {
    const listing = { ...memoryTraits.listing, pageSize: Number.POSITIVE_INFINITY };
    return { traits: { ...provider.traits, listing } };
  }),
];
