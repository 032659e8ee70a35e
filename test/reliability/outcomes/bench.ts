import {
  type CallOptions,
  type Clock,
  type Credentials,
  openSubUsers,
  Secret,
  type SubUserId,
  type SubUsers,
} from '@subuser/core';
import type { ConnectionOptions } from '@subuser/http';
import type { CarrierUnderTest, TestAccount } from '../../carriers/carrier-under-test.ts';

export const operations = ['get', 'create', 'update', 'delete', 'changePassword'] as const;
export type Operation = (typeof operations)[number];

/** A sub-user on which the acts are tried. */
export interface Subject {
  readonly id: SubUserId;
  readonly credentials: Credentials;
}

/** One operation on a sub-user, and a way to see in the carrier's own state whether it was carried out. */
export interface Act {
  /** Requests that precede the one that is struck. */
  readonly before: number;
  run(subUsers: SubUsers, subject: Subject, call: CallOptions): Promise<unknown>;
  /** How many times it was carried out. */
  applied(subject: Subject): Promise<number>;
}

/** An account, with an observer whose requests no fault strikes. */
export interface Bench {
  readonly account: TestAccount;
  readonly acts: Readonly<Partial<Record<Operation, Act>>>;
  open(connection: ConnectionOptions): SubUsers;
  /** Empties the account and creates a new subject. */
  prepare(): Promise<Subject>;
  close(): Promise<void>;
}

const old = { name: 'as-it-was', password: 'As-1t-was' };
const made = { name: 'made-now', password: 'Made-n0w!' };
const next = new Secret('Changed-n0w');

export async function openBench(carrier: CarrierUnderTest, clock: Clock): Promise<Bench> {
  const account = await carrier.openAccount({ now: () => clock.now() });
  const { traits } = carrier;
  const open = (connection: ConnectionOptions): SubUsers => openSubUsers(account.connect(connection));
  const observer = open({ clock });
  const inputOf = ({ name, password }: typeof old) => (traits.password === null ? { name } : { name, password });
  // An update of the description first reads the reference tag in it.
  const field = traits.fields.name.access === 'read-write' ? 'name' : 'description';

  async function count(what: 'id' | 'name' | 'description', value: string): Promise<number> {
    let found = 0;
    for await (const subUser of observer.list()) if (subUser[what] === value) found += 1;
    return found;
  }

  const acts: Record<Operation, Act> = {
    get: {
      before: 0,
      run: (subUsers, { id }, call) => subUsers.get(id, call),
      applied: async () => 0,
    },
    create: {
      before: 0,
      run: (subUsers, _subject, call) => subUsers.create(inputOf(made), call),
      applied: () => count('name', made.name),
    },
    update: {
      before: field === 'name' ? 0 : 1,
      run: (subUsers, { id }, call) => subUsers.update(id, { [field]: made.name }, call),
      applied: () => count(field, made.name),
    },
    delete: {
      before: 0,
      run: (subUsers, { id }, call) => subUsers.delete(id, call),
      applied: async ({ id }) => 1 - (await count('id', id)),
    },
    changePassword: {
      before: 0,
      run: (subUsers, { id, credentials }, call) =>
        subUsers.changePassword(id, { current: credentials.secret, next }, call),
      applied: async ({ credentials }) => (account.control.authenticates(credentials.login, next.reveal()) ? 1 : 0),
    },
  };
  const { changePassword: _absent, ...others } = acts;
  return {
    account,
    acts: observer.capabilities.passwordChange ? acts : others,
    open,
    async prepare() {
      account.control.reset();
      const { subUser, credentials } = await observer.create(inputOf(old));
      if (credentials === undefined) throw new Error('The create returned no credentials');
      return { id: subUser.id, credentials };
    },
    async close() {
      await observer.close();
      await account.close();
    },
  };
}
