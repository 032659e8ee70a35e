import { type ErrorCode, SubUserError } from '@subuser/core';
import { broken, type BrokenProvider } from './broken-provider.ts';

/** A catch that rejects with another code than it should. */
function instead(from: ErrorCode, to: ErrorCode): (error: unknown) => never {
  return (error) => {
    throw SubUserError.is(error, from) ? new SubUserError(to, error.message, error.detail, error) : error;
  };
}

/** A catch that does this if the outcome is unknown. */
function onLoss<T>(act: () => Promise<T>): (error: unknown) => Promise<T> {
  return (error) => {
    if (SubUserError.is(error, 'outcome-unknown')) return act();
    throw error;
  };
}

const lostCreates = [
  'doubts-a-server-error',
  'settles-many-at-once',
  'sends-a-lost-create-once',
  'settles-a-lost-create',
  'settles-beside-a-namesake',
] as const;

export const brokenLosses: readonly BrokenProvider[] = [
  broken('sends a lost create again', lostCreates, ({ provider }) => ({
    create: (draft, call) => provider.create(draft, call).catch(onLoss(() => provider.create(draft, call))),
  })),
  broken('reports a create that may be applied as unavailable', lostCreates, ({ provider }) => ({
    create: (draft, call) => provider.create(draft, call).catch(instead('outcome-unknown', 'unavailable')),
  })),
  broken('reports a lost update as a success', ['sends-a-lost-update-once'], ({ provider }) => ({
    update: (id, revision, call) => provider.update(id, revision, call).catch(onLoss(() => provider.get(id, call))),
  })),
  broken(
    'reports a lost delete as a success',
    ['sends-a-lost-delete-once', 'doubts-a-server-error'],
    ({ provider }) => ({
      delete: (id, call) => provider.delete(id, call).catch(onLoss(async () => undefined)),
    }),
  ),
  broken('treats any 2xx as a deletion', ['takes-no-garbage-for-an-answer'], ({ provider }) => ({
    delete: (id, call) =>
      provider.delete(id, call).catch((error: unknown) => {
        if (!SubUserError.is(error, 'unexpected-response')) throw error;
      }),
  })),
  broken('treats a server error as not applied', ['doubts-a-server-error'], ({ provider }) => ({
    delete: (id, call) =>
      provider.delete(id, call).catch((error: unknown) => {
        const isServerError = SubUserError.is(error) && error.message.includes('failed-after-applying');
        throw isServerError ? new SubUserError('unavailable', error.message, error.detail) : error;
      }),
  })),
  broken('reports outcome-unknown although nothing was sent', ['says-unavailable-before-sending'], ({ provider }) => ({
    create: (draft, call) => provider.create(draft, call).catch(instead('unavailable', 'outcome-unknown')),
  })),
  broken('reports a rate limit as permission-denied', ['says-rate-limited'], ({ provider }) => ({
    create: (draft, call) => provider.create(draft, call).catch(instead('rate-limited', 'permission-denied')),
  })),
];
