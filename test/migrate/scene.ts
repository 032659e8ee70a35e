import { openSubUsers, type SubUserProvider, type SubUsers } from '@subuser/core';
import { ManualClock } from '@subuser/core/testing';
import {
  applyPlan,
  type ApplyResult,
  checkBasis,
  type Inventory,
  type JournalEntry,
  makePlan,
  openFileJournal,
  openFileSink,
  parseMapping,
  type Plan,
  takeInventory,
  targetsTouched,
} from '@subuser/migrate';
import { MemoryDisk } from '../../packages/migrate/test-support/memory-disk.ts';
import { Mortal, type Unflushed } from '../../packages/migrate/test-support/mortal.ts';
import { type CarrierUnderTest, type TestAccount } from '../carriers/carrier-under-test.ts';

export interface Life {
  mortal?: Mortal;
  unflushed?: Unflushed;
  /** Of the request with which it dies: never arrived, or applied although nobody heard the answer. */
  lastRequest?: 'lost' | 'applied';
  /** The create (counted from 1) that is sent and applied 3 s after the process died. */
  lateCreate?: number;
  concurrency?: number;
  /** Called with each request's operation when it arrives. */
  onRequest?: (operation: string) => void;
}

const mappings: Readonly<Record<CarrierName, object>> = {
  voximplant: {
    version: 1,
    grants: { calls: ['Supervisor'], cdr: ['Accountant'] },
    inheritedGrants: ['Support'],
    disabled: 'activate',
  },
  vobiz: {
    version: 1,
    grants: { CallListManager: ['=Supervisor'], Developer: ['calls', 'cdr'], Supervisor: ['calls'], Support: [] },
  },
};

/** Two carriers on real sockets and a disk, on which one process after the other applies a plan. Times are the clock's. */
export class Scene {
  readonly clock: ManualClock;
  readonly target: Carrier;
  readonly source: Inventory;
  readonly #publicJwk: object;
  disk = new MemoryDisk();
  /** The last process that died did so with a request, not at a flush. */
  diedAsking = false;

  private constructor(target: Carrier, source: Inventory, publicJwk: object, clock: ManualClock) {
    this.target = target;
    this.source = source;
    this.#publicJwk = publicJwk;
    this.clock = clock;
  }

  /** Reads so many seeded sub-users of one carrier and starts the other one. */
  static async open(from: CarrierName, to: CarrierName, count: number, publicJwk: object): Promise<Scene> {
    const clock = new ManualClock();
    const origin = await startCarrier(from, clock);
    origin.control.seed(count);
    const subUsers = openSubUsers(origin.connect({ clock }), { clock });
    const source = await takeInventory(subUsers, { profile: 'old' });
    await subUsers.close();
    await origin.close();
    return new Scene(await startCarrier(to, clock), source, publicJwk, clock);
  }

  /** Runs an act with the target as somebody else sees it. */
  async #withTarget<T>(act: (subUsers: SubUsers) => Promise<T>): Promise<T> {
    const subUsers = openSubUsers(this.target.connect({ clock: this.clock }), { clock: this.clock });
    try {
      return await act(subUsers);
    } finally {
      await subUsers.close();
    }
  }

  inventory(): Promise<Inventory> {
    return this.#withTarget((subUsers) => takeInventory(subUsers, { profile: 'new' }));
  }

  async #plan(): Promise<Plan> {
    const mapping = parseMapping(mappings[this.target.name]);
    return makePlan({ source: this.source, target: await this.inventory(), mapping });
  }

  /** An empty disk, and a target with two sub-users to adopt and one to update. */
  async begin(): Promise<Plan> {
    this.target.control.reset();
    this.disk = new MemoryDisk();
    // Not every carrier can empty a description, so these have one on the source.
    const described = (await this.#plan()).steps.filter(({ input }) => input?.description !== undefined);
    const [adopted, another, ours] = described;
    for (const step of [adopted, another]) await this.target.add(step?.input?.name ?? '', 'made by hand');
    await this.target.add(ours?.input?.name ?? '', `an old text [ref:${ours?.input?.reference}~0a1b2c3d4e5f]`);
    return this.#plan();
  }

  get entries(): JournalEntry[] {
    const lines = this.disk.text('journal').split('\n');
    return lines.filter((line) => line !== '').map((line) => JSON.parse(line) as JournalEntry);
  }

  /** One process that applies as the command does, and ends. Rejects where it died. */
  async apply(plan: Plan, life: Life = {}): Promise<ApplyResult> {
    const { mortal = new Mortal(), unflushed, lastRequest = 'lost', lateCreate = 0, concurrency = 1 } = life;
    const { onRequest = () => undefined } = life;
    const cut = new AbortController();
    mortal.onDeath(() => cut.abort());
    this.diedAsking = false;
    this.target.control.inject(({ operation }) => {
      onRequest(operation);
      // Nothing that a dead process asks arrives any more.
      if (mortal.isDead) return { fault: 'drop-before-apply' };
      try {
        mortal.point();
        return undefined;
      } catch {
        this.diedAsking = true;
        return { fault: lastRequest === 'lost' ? 'drop-before-apply' : 'drop-after-apply' };
      }
    });
    const { clock } = this;
    const provider = this.#late(this.target.connect({ clock }), mortal, lateCreate);
    const subUsers = openSubUsers(provider, { clock });
    const files = this.disk.seenBy(mortal, unflushed);
    const surroundings = { files, owner: { pid: 7, host: 'here', startedAt: 'long ago' }, isAlive: () => false };
    try {
      const journal = await openFileJournal('journal', surroundings);
      const sink = await openFileSink('sealed', this.#publicJwk, surroundings);
      const now = await takeInventory(subUsers, { profile: 'new' });
      checkBasis(plan, this.source, now, await targetsTouched(plan, journal, now));
      const parts = { plan, target: subUsers, journal, sink, clock, concurrency };
      const result = await applyPlan({ ...parts, hardSignal: cut.signal });
      if (!mortal.isDead) await Promise.all([journal.close(), sink.close()]);
      return result;
    } finally {
      await subUsers.close();
      this.target.control.inject(() => undefined);
    }
  }

  /** The n-th create of this process is on its way when it dies, and arrives while the next process runs. */
  #late(provider: SubUserProvider, mortal: Mortal, lateCreate: number): SubUserProvider {
    let creates = 0;
    const create: SubUserProvider['create'] = (draft, call) => {
      creates += 1;
      if (creates !== lateCreate) return provider.create(draft, call);
      const bearer = this.target.connect({ clock: this.clock });
      this.clock.plan(3_000, async () => {
        await bearer.create(draft).catch(() => undefined);
        await bearer.close();
      });
      return mortal.die();
    };
    return { ...provider, create };
  }

  close(): Promise<void> {
    return this.target.close();
  }
}
