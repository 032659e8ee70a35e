import {
  type Created,
  type Credentials,
  deriveName,
  foldName,
  type NewSubUser,
  openSubUsers,
  type SubUser,
  type SubUserProvider,
  type SubUsers,
  type Traits,
} from '@subuser/core';
import type { PlannedFault } from './fault.ts';
import type { Harness } from './harness.ts';
import { inapplicable } from './inapplicable.ts';

/** Everything that a behaviour uses: one empty account of its own. */
export interface Context {
  provider: SubUserProvider<unknown>;
  /** The provider as applications use it. */
  subUsers: SubUsers<unknown>;
  traits: Traits;
  /** Requests so far; `undefined` if the harness cannot count. */
  requests: () => number | undefined;
  failNext: (fault: PlannedFault) => Promise<void>;
  /** `undefined` if the harness cannot tell. */
  authenticates: (credentials: Pick<Credentials, 'login' | 'secret'> | undefined) => Promise<boolean | undefined>;
  /** A name that this carrier accepts and that was not used before. */
  freshName: () => string;
  /** An input that this carrier accepts: a fresh name, what every create needs, and these fields. */
  input: (fields?: Partial<NewSubUser<unknown>>) => NewSubUser<unknown>;
  /** Creates `input(fields)`. */
  create: (fields?: Partial<NewSubUser<unknown>>) => Promise<Created>;
  /** The whole list. */
  all: () => Promise<SubUser[]>;
}

export function createContext(harness: Harness<unknown>): Context {
  const { provider } = harness;
  const { traits } = provider;
  // Looks for late arrivals at once: a suite must not wait in real time.
  const subUsers = openSubUsers(provider, { settle: { lateMs: 0 } });
  const taken = new Set<string>();
  const context: Context = {
    provider,
    subUsers,
    traits,
    requests: () => harness.requests?.(),
    async failNext(fault) {
      if (harness.failNext === undefined) inapplicable('the harness has no failNext');
      await harness.failNext(fault);
    },
    async authenticates(credentials) {
      if (credentials === undefined) return false;
      return harness.authenticates?.(credentials.login, credentials.secret.reveal());
    },
    freshName() {
      const name = deriveName(`Sub-user ${taken.size + 1}`, traits.name, taken);
      taken.add(foldName(name, traits.name));
      return name;
    },
    input: (fields = {}) => ({ name: context.freshName(), ...harness.always, ...fields }),
    create: (fields) => subUsers.create(context.input(fields)),
    async all() {
      const rows: SubUser[] = [];
      for await (const subUser of subUsers.list()) rows.push(subUser);
      return rows;
    },
  };
  return context;
}
