import { type NameRule, openSubUsers, SubUserError } from '@subuser/core';
import { memoryTraits } from '@subuser/core/memory';
import { broken, type BrokenProvider } from './broken-provider.ts';

const lowerCase: NameRule = { minLength: 1, characters: 'a-z0-9 -', fold: 'lower-case', unique: false, source: 'test' };
const unique: NameRule = { minLength: 1, fold: 'none', unique: true, source: 'test' };

export const brokenNameKeepers: readonly BrokenProvider[] = [
  broken(
    'keeps the case of names that it says it folds',
    ['folds-names-as-it-says'],
    ({ provider }) => ({ traits: { ...provider.traits, name: lowerCase } }),
    { traits: { name: { ...lowerCase, fold: 'none' } } },
  ),
  broken('cuts long names', ['follows-its-name-rule'], ({ provider }) => ({
    create: (draft, call) => provider.create({ ...draft, name: draft.name.slice(0, 50) }, call),
  })),
  broken(
    'cuts long descriptions',
    ['follows-its-lengths', 'keeps-the-tag-whole'],
    ({ provider }) => ({
      create({ description, ...draft }, call) {
        const cut = description === undefined ? {} : { description: description.slice(0, 90) };
        return provider.create({ ...draft, ...cut }, call);
      },
    }),
    {
      traits: {
        fields: { ...memoryTraits.fields, description: { ...memoryTraits.fields.description, maxLength: 100 } },
      },
    },
  ),
  broken(
    'resolves an update that was refused',
    ['shares-names-as-it-says'],
    ({ provider }) => ({
      update: (id, revision, call) =>
        provider.update(id, revision, call).catch((error: unknown) => {
          if (SubUserError.is(error, 'already-exists')) return provider.get(id, call);
          throw error;
        }),
    }),
    { traits: { name: unique } },
  ),
  broken('checks whether a name is taken, and then creates', ['lets-one-take-a-name'], ({ provider }) => ({
    traits: { ...provider.traits, name: unique, fields: { ...provider.traits.fields, name: createOnly } },
    async create(draft, call) {
      if (await openSubUsers(provider).find({ name: draft.name }, call ?? {}))
        throw new SubUserError('already-exists', 'taken', { carrier: 'memory', operation: 'create' });
      return provider.create(draft, call);
    },
  })),
  broken('mixes up creates that run together', ['creates-at-once', 'settles-many-at-once'], ({ provider }) => {
    let name = '';
    return {
      async create(draft, call) {
        ({ name } = draft);
        await Promise.resolve();
        return provider.create({ ...draft, name }, call);
      },
    };
  }),
];

const createOnly = { access: 'create-only', source: 'test' } as const;
