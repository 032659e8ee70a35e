import { type Credentials, Secret, SubUserError } from '@subuser/core';
import { loginTraits } from '../memory-harness.ts';
import { broken, type BrokenProvider } from './broken-provider.ts';

export const brokenSecrets: readonly BrokenProvider[] = [
  broken(
    'repeats the password in an error',
    ['keeps-secrets-out-of-errors'],
    ({ provider }) => ({
      create: (draft, call) =>
        provider.create(draft, call).catch((error: unknown) => {
          if (!SubUserError.is(error)) throw error;
          const request = { name: draft.name, password: draft.password?.reveal() };
          throw new SubUserError(error.code, error.message, error.detail, new Error(JSON.stringify(request)));
        }),
    }),
    { traits: loginTraits },
  ),
  broken('shows the secret in native', ['keeps-secrets-out-of-results'], ({ provider }) => ({
    async create(draft, call) {
      const created = await provider.create(draft, call);
      return { ...created, subUser: { ...created.subUser, native: { token: created.credentials?.secret.reveal() } } };
    },
  })),
  broken(
    'returns a secret that is not the carrier’s',
    [
      'acts-on-whom-it-names',
      'creates-at-once',
      'issues-a-secret-that-works',
      'changes-passwords-or-refuses',
      'settles-a-lost-create',
      'settles-many-at-once',
      'settles-beside-a-namesake',
    ],
    ({ provider }) => ({
      async create(draft, call) {
        const created = await provider.create(draft, call);
        return { ...created, credentials: { login: created.subUser.id, secret: new Secret('made up') } };
      },
    }),
  ),
  broken(
    'returns the credentials of the previous create',
    ['issues-a-secret-that-works', 'creates-at-once', 'acts-on-whom-it-names'],
    ({ provider }) => {
      let before: Credentials | undefined;
      return {
        async create(draft, call) {
          const created = await provider.create(draft, call);
          const credentials = before ?? created.credentials;
          before = created.credentials;
          return { ...created, ...(credentials && { credentials }) };
        },
      };
    },
  ),
  broken('changes the password of the first whatever the id', ['acts-on-whom-it-names'], ({ memory }) => ({
    password: {
      async change(id, change, call) {
        await memory.get(id, call);
        await memory.password?.change('m1', change, call);
      },
    },
  })),
  broken(
    'requires longer passwords than its rule says',
    ['issues-a-secret-that-works', 'follows-its-password-rule'],
    ({ provider }) => ({
      async create(draft, call) {
        if ((draft.password?.reveal() ?? '').length >= 12) return provider.create(draft, call);
        throw new SubUserError('invalid-argument', 'too short', { carrier: 'memory', operation: 'create' });
      },
    }),
    { traits: loginTraits },
  ),
  broken('changes a password without asking for the current one', ['changes-passwords-or-refuses'], ({ provider }) => {
    const secrets = new Map<string, Secret>();
    return {
      async create(draft, call) {
        const created = await provider.create(draft, call);
        if (created.credentials) secrets.set(created.subUser.id, created.credentials.secret);
        return created;
      },
      password: {
        async change(id, { current, next }, call) {
          await provider.password?.change(id, { current: secrets.get(id) ?? current, next }, call);
          secrets.set(id, next);
        },
      },
    };
  }),
];
