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
import type { TestAccount } from '../carriers/carrier-under-test.ts';
import { decisionsFor, type Direction } from './direction.ts';

export interface Life {
  mortal?: Mortal;
  unflushed?: Unflushed;
  /** The request with which it dies: it never arrived, or was applied although nobody received the answer. */
  lastRequest?: 'lost' | 'applied';
  /** The create (counted from 1) that is sent and applied 3 s after the process died. */
  lateCreate?: number;
  concurrency?: number;
  /** Called with each request's operation when it arrives. */
  onRequest?: (operation: string) => void;
}

/** Two carriers on real sockets and a disk, where one process after the other applies a plan. */
export class Scene {
  readonly clock: ManualClock;
  readonly target: TestAccount;
  readonly source: Inventory;
  readonly #direction: Direction;
  readonly #publicJwk: object;
  disk = new MemoryDisk();
  /** The last process that died did so with a request, not at a flush. */
  diedAsking = false;

  private constructor(
    direction: Direction,
    target: TestAccount,
    source: Inventory,
    publicJwk: object,
    clock: ManualClock,
  ) {
    this.#direction = direction;
    this.target = target;
    this.source = source;
    this.#publicJwk = publicJwk;
    this.clock = clock;
  }

  /** Reads this many seeded sub-users of one carrier and starts the other one. */
  static async open(direction: Direction, count: number, publicJwk: object): Promise<Scene> {
    const clock = new ManualClock();
    const now = (): number => clock.now();
    const origin = await direction.from.openAccount({ now });
    origin.control.seed(count);
    const subUsers = openSubUsers(origin.connect({ clock }), { clock });
    const source = await takeInventory(subUsers, { profile: 'old' });
    await subUsers.close();
    await origin.close();
    return new Scene(direction, await direction.to.openAccount({ now }), source, publicJwk, clock);
  }

  /** Runs an act on the target over a connection of its own. */
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
    const mapping = parseMapping({ version: 1, ...decisionsFor(this.#direction) });
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

  /** One process that applies as the command does, and ends. Rejects if it died. */
  async apply(plan: Plan, life: Life = {}): Promise<ApplyResult> {
    const { mortal = new Mortal(), unflushed, lastRequest = 'lost', lateCreate = 0, concurrency = 1 } = life;
    const { onRequest = () => undefined } = life;
    const cut = new AbortController();
    mortal.onDeath(() => cut.abort());
    this.diedAsking = false;
    this.target.control.inject(({ operation }) => {
      onRequest(operation);
      // No request of a dead process arrives.
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
    const surroundings = {
      files,
      owner: { pid: 7, host: 'here', startedAt: 'long ago', pidSpace: 'boot:1' },
      isAlive: () => false,
    };
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
      const sender = this.target.connect({ clock: this.clock });
      this.clock.plan(3_000, async () => {
        await sender.create(draft).catch(() => undefined);
        await sender.close();
      });
      return mortal.die();
    };
    return { ...provider, create };
  }

  close(): Promise<void> {
    return this.target.close();
  }
}
