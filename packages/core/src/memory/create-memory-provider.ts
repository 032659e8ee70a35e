import * as z from 'zod';
import { type Clock, systemClock } from '../ports/clock.ts';
import { foldName } from '../model/name-rule.ts';
import type { SubUserProvider } from '../provider/provider.ts';
import { type RandomInt, randomString, systemRandomInt } from '../ports/random-int.ts';
import { Secret } from '../model/secret.ts';
import { type ErrorCode, SubUserError } from '../model/sub-user-error.ts';
import type { SubUser, SubUserId } from '../model/sub-user.ts';
import type { FieldName, Traits } from '../model/traits.ts';
import { MemoryRows, type Row } from './memory-rows.ts';
import { memoryTraits } from './memory-traits.ts';

export interface MemoryOptions {
  /** Default: `memory`. */
  carrier?: string;
  /** The traits that differ from `memoryTraits`, by outermost key. */
  traits?: Partial<Traits>;
  /** Default: all three. */
  facets?: { suspension?: boolean; password?: boolean; verification?: boolean };
  /** Default: 100. */
  pageSize?: number;
  clock?: Clock;
  randomInt?: RandomInt;
  /**
   * Called before and after each operation takes effect; the caller receives what it throws. If it throws `after`, the
   * operation was applied and its reply is lost.
   */
  interrupt?: (operation: string, moment: 'before' | 'after') => void | Promise<void>;
}

export interface MemoryProvider extends SubUserProvider {
  /** Whether a carrier would accept this secret for this login. */
  authenticates(login: string, secret: string): boolean;
  /** The operations that reached it, in order. */
  readonly operations: readonly string[];
}

const alphabet = 'abcdefghijklmnopqrstuvwxyz0123456789';

/** The reference provider: a carrier in memory, with the traits and facets that a test or a dry run needs. */
export function createMemoryProvider(options: MemoryOptions = {}): MemoryProvider {
  const { carrier = 'memory', facets = {}, clock = systemClock, randomInt = systemRandomInt } = options;
  const traits: Traits = { ...memoryTraits, ...options.traits };
  const rows = new MemoryRows(traits.listing, options.pageSize ?? 100);
  const operations: string[] = [];
  const grantNames = traits.grants.names ?? ['calls', 'cdr'];
  let isClosed = false;

  function fail(code: ErrorCode, operation: string, what: string): never {
    throw new SubUserError(code, what, { carrier, operation });
  }

  async function run<T>(operation: string, signal: AbortSignal | undefined, act: () => T): Promise<T> {
    if (isClosed) fail('failed-precondition', operation, 'it is closed');
    if (signal?.aborted) fail('cancelled', operation, 'cancelled before anything was done');
    operations.push(operation);
    await options.interrupt?.(operation, 'before');
    const result = act();
    await options.interrupt?.(operation, 'after');
    return result;
  }

  function rowOf(id: SubUserId, operation: string): Row {
    return rows.get(id) ?? fail('not-found', operation, `there is no sub-user ${id}`);
  }

  /** The field as this carrier returns it: omitted, or `null` if empty. */
  function field<K extends FieldName, T>(name: K, value: T | undefined): { [key in K]?: T | null } {
    if (traits.fields[name].access === 'absent') return {};
    return { [name]: value ?? null } as { [key in K]?: T | null };
  }

  function isTaken(name: string, besides?: SubUserId): boolean {
    const folded = foldName(name, traits.name);
    return traits.name.unique && rows.all().some(({ subUser }) => subUser.id !== besides && subUser.name === folded);
  }

  function checkGrants(grants: readonly string[] = [], operation: string): void {
    for (const grant of grants)
      if (!grantNames.includes(grant)) fail('unsupported', operation, `“${grant}” is not a grant here`);
  }

  function change(id: SubUserId, operation: string, changes: Partial<SubUser>): SubUser {
    const row = rowOf(id, operation);
    row.subUser = { ...row.subUser, ...changes, ...field('updatedAt', new Date(clock.now())) };
    return row.subUser;
  }

  return {
    specVersion: 1,
    // Any, without effect: it stands in for carriers that have some.
    carrierOptions: z.record(z.string(), z.unknown()),
    carrier,
    traits,
    operations,
    authenticates: (login, secret) =>
      rows.all().some((row) => row.secret === secret && (row.subUser.id === login || row.subUser.name === login)),

    create: (draft, call) =>
      run('create', call?.signal, () => {
        checkGrants(draft.grants, 'create');
        const name = foldName(draft.name, traits.name);
        if (isTaken(name)) fail('already-exists', 'create', `“${name}” is taken`);
        const isChosen = traits.credentials.origin === 'chosen';
        const secret = isChosen ? draft.password?.reveal() : randomString(alphabet, 32, randomInt);
        if (secret === undefined) fail('invalid-argument', 'create', 'a password is required');
        const now = new Date(clock.now());
        const { subUser } = rows.add((sequence) => ({
          secret,
          subUser: {
            carrier,
            id: `m${sequence}`,
            name,
            status: draft.enabled === false ? 'disabled' : 'active',
            ...field('email', draft.email),
            ...field('phone', draft.phone),
            ...field('description', draft.description),
            ...field('grants', draft.grants ?? (traits.grants.omitted === 'none' ? [] : undefined)),
            ...field('createdAt', now),
            ...field('updatedAt', now),
            native: undefined,
          },
        }));
        return { subUser, credentials: { login: isChosen ? name : subUser.id, secret: new Secret(secret) } };
      }),

    get: (id, call) => run('get', call?.signal, () => rowOf(id, 'get').subUser),
    listPage: (request, call) => run('listPage', call?.signal, () => rows.page(request)),

    update: (id, revision, call) =>
      run('update', call?.signal, () => {
        rowOf(id, 'update');
        checkGrants(revision.grants, 'update');
        const { carrierOptions: _none, name, ...changes } = revision;
        if (name !== undefined && isTaken(name, id)) fail('already-exists', 'update', `“${name}” is taken`);
        return change(id, 'update', {
          ...changes,
          ...(name !== undefined && { name: foldName(name, traits.name) }),
        });
      }),

    delete: (id, call) =>
      run('delete', call?.signal, () => {
        rowOf(id, 'delete');
        rows.delete(id);
      }),

    grants: (call) => run('grants', call?.signal, () => grantNames.map((name) => ({ name, assignable: true }))),

    async close() {
      isClosed = true;
    },

    ...(facets.suspension !== false && {
      suspension: {
        suspend: (id, call) => run('suspend', call?.signal, () => change(id, 'suspend', { status: 'disabled' })),
        resume: (id, call) => run('resume', call?.signal, () => change(id, 'resume', { status: 'active' })),
      },
    }),
    ...(facets.password !== false && {
      password: {
        change: (id, { current, next }, call) =>
          run('changePassword', call?.signal, () => {
            const row = rowOf(id, 'changePassword');
            if (row.secret !== current.reveal())
              fail('invalid-argument', 'changePassword', 'the current password is wrong');
            row.secret = next.reveal();
          }),
      },
    }),
    ...(facets.verification !== false && {
      verification: {
        status: (id, call) =>
          run('verification', call?.signal, () => {
            rowOf(id, 'verification');
            return { state: 'not-required' as const, callsBlocked: false };
          }),
      },
    }),
  };
}
