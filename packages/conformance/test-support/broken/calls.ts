import { type SubUser, SubUserError } from '@subuser/core';
import type { Suspension } from '@subuser/core/provider';
import { memoryTraits } from '@subuser/core/memory';
import { broken, type BrokenProvider } from './broken-provider.ts';

export const brokenCalls: readonly BrokenProvider[] = [
  broken('ignores the signal', ['cancels-before-sending', 'cancels-in-flight'], ({ provider }) => ({
    create: (draft) => provider.create(draft),
    get: (id) => provider.get(id),
    listPage: (request) => provider.listPage(request),
    update: (id, revision) => provider.update(id, revision),
    delete: (id) => provider.delete(id),
  })),
  broken('checks the signal before sending and never again', ['cancels-in-flight'], ({ provider }) => ({
    get: (id, call) => provider.get(id, call?.signal?.aborted ? call : {}),
    create: (draft, call) => provider.create(draft, call?.signal?.aborted ? call : {}),
  })),
  broken(
    'rejects with an AbortError of its HTTP client',
    ['rejects-with-its-own-error', 'cancels-before-sending'],
    ({ provider }) => ({
      async listPage(request, call) {
        call?.signal?.throwIfAborted();
        return provider.listPage(request, call);
      },
    }),
  ),
  broken('ignores the signal while listing and deleting', ['cancels-in-flight'], ({ provider }) => ({
    listPage: (request, call) => provider.listPage(request, call?.signal?.aborted ? call : {}),
    delete: (id, call) => provider.delete(id, call?.signal?.aborted ? call : {}),
  })),
  broken(
    'fetches grants without checking the signal',
    ['cancels-before-sending'],
    ({ provider }) => ({ grants: () => provider.grants() }),
    { traits: { grants: { names: null, omitted: 'inherits' } } },
  ),
  broken('suspends the first whatever the id', ['acts-on-whom-it-names'], ({ memory }) => {
    const onFirst =
      (change: 'suspend' | 'resume'): Suspension['suspend'] =>
      async (id, call) => {
        await memory.get(id, call);
        return { ...((await memory.suspension?.[change]('m1', call)) ?? (await memory.get('m1'))), id };
      };
    return { suspension: { suspend: onFirst('suspend'), resume: onFirst('resume') } };
  }),
  broken('suspends nobody', ['suspends-or-refuses'], ({ provider }) => ({
    suspension: { suspend: (id, call) => provider.get(id, call), resume: (id, call) => provider.get(id, call) },
  })),
  broken('reports calls as blocked that are not', ['verifies-or-refuses'], ({ provider }) => ({
    verification: {
      async status(id, call) {
        await provider.get(id, call);
        return { state: 'verified', callsBlocked: true };
      },
    },
  })),
  broken(
    'calls the carrier in check',
    [
      'cancels-before-sending',
      'follows-its-name-rule',
      'follows-its-password-rule',
      'names-every-broken-rule',
      'refuses-an-unknown-grant',
      'refuses-what-it-cannot-hold',
    ],
    ({ memory }) => ({
      check() {
        memory.listPage({}).catch(() => undefined);
        return [];
      },
    }),
    { traits: { fields: { ...memoryTraits.fields, email: { access: 'absent', source: 'test' } } } },
  ),
  broken('does not close', ['closes'], () => ({ close: async () => undefined })),
  broken('resolves an update after it was closed', ['closes'], ({ provider }) => ({
    update: (id, revision, call) =>
      provider.update(id, revision, call).catch((error: unknown): SubUser => {
        if (!SubUserError.is(error, 'failed-precondition')) throw error;
        return { carrier: 'memory', id, name: 'closed', status: 'active', native: undefined };
      }),
  })),
];
