import {
  type CallOptions,
  type Clock,
  openSubUsers,
  Secret,
  SubUserError,
  type SubUserId,
  type SubUsers,
} from '@subuser/core';
import { type Control, startVobizEmulator, startVoximplantEmulator } from '@subuser/emulator';
import { createVobiz, type VobizOptions } from '@subuser/vobiz';
import { createVoximplant } from '@subuser/voximplant';
import type { CarrierName } from '../carrier.ts';

export const operations = ['get', 'create', 'update', 'delete', 'changePassword'] as const;
export type Operation = (typeof operations)[number];

/** One operation on a sub-user that exists, and how to see by the carrier's own state whether it was carried out. */
export interface Act {
  /** Requests that come before that one. */
  readonly before: number;
  run(subUsers: SubUsers, id: SubUserId, call: CallOptions): Promise<unknown>;
  /** How many times. */
  applied(observer: SubUsers, id: SubUserId): Promise<number>;
}

export type Connection = Omit<VobizOptions, 'authId' | 'authToken'>;

/** A carrier on the bench: an emulator, and connections to it or to whatever stands before it. */
export interface Bench {
  readonly name: CarrierName;
  readonly origin: string;
  readonly control: Control;
  readonly acts: Readonly<Partial<Record<Operation, Act>>>;
  open(connection: Connection): SubUsers;
  /** A new sub-user that the acts can be tried on. */
  prepare(observer: SubUsers): Promise<SubUserId>;
  close(): Promise<void>;
}

const old = { name: 'as-it-was', password: 'As-1t-was' };
const made = { name: 'made-now', password: 'Made-n0w!' };
const nextPassword = 'Changed-n0w';

function isThere(observer: SubUsers, id: SubUserId): Promise<boolean> {
  return observer.get(id).then(
    () => true,
    (error: unknown) => {
      if (SubUserError.is(error, 'not-found')) return false;
      throw error;
    },
  );
}

async function countNamed(observer: SubUsers, name: string): Promise<number> {
  let count = 0;
  for await (const subUser of observer.list()) if (subUser.name === name) count += 1;
  return count;
}

const get = {
  before: 0,
  run: (subUsers, id, call) => subUsers.get(id, call),
  applied: async () => 0,
} satisfies Partial<Act>;

const remove = {
  before: 0,
  run: (subUsers, id, call) => subUsers.delete(id, call),
  applied: async (observer, id) => ((await isThere(observer, id)) ? 0 : 1),
} satisfies Partial<Act>;

export async function startVobizBench(clock: Clock): Promise<Bench> {
  const { origin, credentials, control, close } = await startVobizEmulator({ now: () => clock.now() });
  return {
    name: 'vobiz',
    origin,
    control,
    close,
    open: (connection) => openSubUsers(createVobiz({ ...credentials, ...connection })),
    async prepare(observer) {
      const { subUser } = await observer.create({ name: old.name });
      return subUser.id;
    },
    acts: {
      get,
      create: {
        before: 0,
        run: (subUsers, _id, call) => subUsers.create({ name: made.name }, call),
        applied: (observer) => countNamed(observer, made.name),
      },
      update: {
        before: 0,
        run: (subUsers, id, call) => subUsers.update(id, { name: made.name }, call),
        applied: (observer) => countNamed(observer, made.name),
      },
      delete: remove,
    },
  };
}

export async function startVoximplantBench(clock: Clock): Promise<Bench> {
  const { origin, credentials, control, close } = await startVoximplantEmulator({ now: () => clock.now() });
  return {
    name: 'voximplant',
    origin,
    control,
    close,
    open: (connection) => openSubUsers(createVoximplant({ credentials, ...connection })),
    async prepare(observer) {
      const { subUser } = await observer.create(old);
      return subUser.id;
    },
    acts: {
      get,
      create: {
        before: 0,
        run: (subUsers, _id, call) => subUsers.create(made, call),
        applied: (observer) => countNamed(observer, made.name),
      },
      update: {
        // The description is read first, for its tag.
        before: 1,
        run: (subUsers, id, call) => subUsers.update(id, { description: made.name }, call),
        applied: async (observer, id) => ((await observer.get(id)).description === made.name ? 1 : 0),
      },
      delete: remove,
      changePassword: {
        before: 0,
        run: (subUsers, id, call) =>
          subUsers.changePassword(id, { current: new Secret(old.password), next: new Secret(nextPassword) }, call),
        applied: async () => (control.authenticates(old.name, nextPassword) ? 1 : 0),
      },
    },
  };
}
