import { memoryTraits } from '@subuser/core/memory';
import { broken, type BrokenProvider } from './broken-provider.ts';

const fetched = { traits: { grants: { names: null, omitted: 'inherits' } } } as const;

export const brokenGrants: readonly BrokenProvider[] = [
  broken('keeps one grant of several', ['creates-and-reads-back'], ({ provider }) => ({
    create: (draft, call) =>
      provider.create({ ...draft, ...(draft.grants && { grants: draft.grants.slice(0, 1) }) }, call),
  })),
  broken(
    'adds grants and removes none',
    ['replaces-grants-as-a-whole', 'updates-only-what-is-asked'],
    ({ provider }) => ({
      async update(id, revision, call) {
        if (revision.grants === undefined) return provider.update(id, revision, call);
        const { grants } = await provider.get(id, call);
        const all = [...new Set([...(grants ?? []), ...revision.grants])];
        return provider.update(id, { ...revision, grants: all }, call);
      },
    }),
  ),
  broken(
    'creates first and refuses an unknown grant afterwards',
    ['refuses-an-unknown-grant'],
    ({ provider }) => ({
      async create({ grants, ...draft }, call) {
        const created = await provider.create(draft, call);
        if (grants === undefined) return created;
        return { ...created, subUser: await provider.update(created.subUser.id, { grants }, call) };
      },
    }),
    fetched,
  ),
  broken(
    'drops an unknown grant silently',
    ['refuses-an-unknown-grant'],
    ({ provider }) => ({
      async create(draft, call) {
        const known = new Set((await provider.grants(call)).map(({ name }) => name));
        const grants = draft.grants?.filter((name) => known.has(name));
        return provider.create({ ...draft, ...(grants && { grants }) }, call);
      },
    }),
    fetched,
  ),
  broken(
    'lists a grant that cannot be given',
    ['lists-its-grants', 'replaces-grants-as-a-whole'],
    ({ provider }) => ({
      grants: async (call) => [...(await provider.grants(call)), { name: 'ghost', assignable: true }],
    }),
    fetched,
  ),
  broken('treats an empty list of grants as omitted, and gives all', ['creates-with-a-name-alone'], ({ provider }) => ({
    create: ({ grants = [], ...draft }, call) =>
      provider.create({ ...draft, ...(grants.length > 0 && { grants }) }, call),
  })),
  broken('gives all grants where it claims to give none', ['creates-with-a-name-alone'], ({ provider }) => ({
    traits: { ...provider.traits, grants: { ...memoryTraits.grants, omitted: 'none' } },
  })),
];
