import { openSubUsers, type SubUser, type SubUsers, SubUserError, type Traits } from '@subuser/core';
import { createMemoryProvider, type MemoryProvider } from '@subuser/core/memory';
import { ManualClock } from '@subuser/core/testing';
import type { JWK } from 'jose';
import { type ApplyOptions, applyPlan, type ApplyResult } from '../src/apply/apply-plan.ts';
import { openFileJournal } from '../src/journal/file-journal.ts';
import type { LockSurroundings } from '../src/files/file-lock.ts';
import { openFileSink } from '../src/credentials/file-sink.ts';
import type { Journal } from '../src/journal/journal.ts';
import type { Plan } from '../src/plan/plan.ts';
import { undoPlan, type UndoResult } from '../src/undo/undo-plan.ts';
import { MemoryDisk } from './memory-disk.ts';
import { Mortal, type Unflushed } from './mortal.ts';

/** `issued`: the carrier issues credentials and shows them once. `chosen`: the caller chooses them; names are unique logins. */
export const kinds: Readonly<Record<'issued' | 'chosen', Partial<Traits>>> = {
  issued: {},
  chosen: {
    kind: 'operator',
    name: { minLength: 2, fold: 'lower-case', unique: true, source: 'test' },
    password: { minLength: 8, classes: [], whiteSpace: 'refused', source: 'test' },
    credentials: { origin: 'chosen', shown: 'never' },
    listing: { order: 'unstated', shiftEvidence: 'overlap' },
  },
};

export interface Life {
  mortal?: Mortal;
  unflushed?: Unflushed;
}

export type Interrupt = (operation: string, moment: 'before' | 'after') => void | Promise<void>;

/** A carrier and a disk; one process after another applies or undoes a plan on them. */
export class Stage {
  readonly disk = new MemoryDisk();
  readonly clock = new ManualClock();
  readonly provider: MemoryProvider;
  readonly #publicJwk: JWK;
  #mortal = new Mortal();
  /** Called before and after each call of the carrier. */
  interrupt: Interrupt = () => {};
  /** The n-th create (counted from 1) is sent, its process dies, and the carrier applies it 3 s later. */
  lateCreate = 0;
  /** The process of that create survives: only the answer is lost. */
  dropsLate = false;
  creates = 0;

  constructor(traits: Partial<Traits>, publicJwk: JWK) {
    this.#publicJwk = publicJwk;
    const memory = createMemoryProvider({
      traits,
      clock: this.clock,
      interrupt: async (operation, moment) => {
        await this.interrupt(operation, moment);
        this.#mortal.point();
      },
    });
    this.provider = {
      ...memory,
      create: async (draft, call) => {
        this.creates += 1;
        if (this.creates !== this.lateCreate) return memory.create(draft, call);
        this.clock.plan(3_000, () => memory.create(draft).catch(() => undefined));
        if (this.dropsLate) throw carrierError('outcome-unknown');
        return this.#mortal.die();
      },
    };
  }

  /** The carrier as any other program sees it. */
  open(): SubUsers {
    if (this.#mortal.isDead) this.#mortal = new Mortal();
    return openSubUsers(this.provider, { clock: this.clock });
  }

  async all(): Promise<SubUser[]> {
    this.#mortal = new Mortal();
    const found: SubUser[] = [];
    for await (const subUser of this.open().list()) found.push(subUser);
    return found;
  }

  get journal(): string {
    return this.disk.text('journal');
  }

  get sealed(): string {
    return this.disk.text('sealed');
  }

  async #files(life: Life): Promise<{ journal: Journal; surroundings: LockSurroundings }> {
    this.#mortal = life.mortal ?? new Mortal();
    const files = this.disk.seenBy(this.#mortal, life.unflushed);
    const owner = { pid: 7, host: 'here', startedAt: 'long ago', pidSpace: 'boot:1' };
    const surroundings = { files, owner, isAlive: () => false };
    return { journal: await openFileJournal('journal', surroundings), surroundings };
  }

  /** One process that applies, and ends. */
  async apply(plan: Plan, settings: Partial<ApplyOptions> & Life = {}): Promise<ApplyResult> {
    const { journal, surroundings } = await this.#files(settings);
    const sink = await openFileSink('sealed', this.#publicJwk, surroundings);
    try {
      return await applyPlan({ plan, target: this.open(), journal, sink, clock: this.clock, ...settings });
    } finally {
      if (!this.#mortal.isDead) await Promise.all([journal.close(), sink.close()]);
    }
  }

  /** One process that undoes, and ends. */
  async undo(plan: Plan, settings: Partial<Parameters<typeof undoPlan>[0]> & Life = {}): Promise<UndoResult> {
    const { journal } = await this.#files(settings);
    try {
      return await undoPlan({ plan, target: this.open(), journal, clock: this.clock, ...settings });
    } finally {
      if (!this.#mortal.isDead) await journal.close();
    }
  }
}

export function carrierError(code: ConstructorParameters<typeof SubUserError>[0], operation = 'create'): SubUserError {
  return new SubUserError(code, `planted ${code}`, { carrier: 'memory', operation });
}
