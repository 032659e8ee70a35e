import type { CallOptions, Created, ErrorCode } from '@subuser/core';
import { createRandom, type Random } from '../random.ts';
import { type Judged, judge } from './judgement.ts';
import { Owned } from './owned.ts';
import { count, type Scene } from './scene.ts';
import { readDescription } from './tag.ts';
import type { Wish } from './wish.ts';

const longestPatienceMs = 110;

export type Outcome<T> = { value: T } | { judged: Judged };

/** One of several concurrent callers: makes calls, aborts some of them, and compares each outcome with the truth. */
export class Caller {
  readonly scene: Scene;
  readonly random: Random;
  readonly name: string;
  readonly #impatience: number;

  /** `impatience`: the share of its calls that it aborts. */
  constructor(scene: Scene, name: string, impatience: number) {
    this.scene = scene;
    this.name = name;
    this.#impatience = impatience;
    this.random = createRandom(`${scene.seed}/${this.name}`);
  }

  /** Makes one call, which it may abort; `also`: the codes that it may end with besides those of a bad line. */
  async call<T>(
    what: string,
    effect: 'read' | 'write',
    act: (call: CallOptions) => Promise<T>,
    also: readonly ErrorCode[] = [],
  ): Promise<Outcome<T>> {
    const { account, tally, note, complain } = this.scene;
    const [operation = ''] = what.split(' ');
    const controller = new AbortController();
    const patience = this.random.chance(this.#impatience) ? this.random.int(longestPatienceMs) : undefined;
    const timer = patience === undefined ? undefined : setTimeout(() => controller.abort(), patience);
    count(tally, `call: ${operation}`);
    note(`${this.name} ${what}${patience === undefined ? '' : `, aborted after ${patience} ms`}`);
    try {
      const value = await act(patience === undefined ? {} : { signal: controller.signal });
      count(tally, 'end: resolved');
      note(`${this.name} ${what}: done`);
      return { value };
    } catch (error) {
      const judged = judge(error, { carrier: account.carrier.name, effect, also, aborted: controller.signal.aborted });
      count(tally, `end: ${judged.code}`);
      const open = judged.openAttempts === undefined ? '' : `, open attempts ${judged.openAttempts.join(' ')}`;
      note(`${this.name} ${what}: ${judged.code}${open} (${error instanceof Error ? error.message : String(error)})`);
      for (const fault of judged.faults) complain(`${this.name} ${what}: ${fault}`);
      return { judged };
    } finally {
      clearTimeout(timer);
    }
  }

  /** Creates what is wished for, or settles what an earlier call left open. */
  async create(wish: Wish, settles: boolean): Promise<void> {
    const { account, subUsers } = this.scene;
    const attempts = wish.state.is === 'open' ? wish.state.attempts : undefined;
    const how = attempts !== undefined ? 'settle what is open' : settles ? 'settle' : 'throw';
    const outcome = await this.call(
      `create ${wish.mark}, ${how}`,
      'write',
      (call) =>
        subUsers.create(wish.input, {
          ...call,
          ...(settles && { ifUnknown: 'settle' as const }),
          ...(attempts !== undefined && { openAttempts: attempts }),
        }),
      account.carrier.chaos.takenCodes(account.control),
    );
    if ('value' in outcome) return this.#take(wish, outcome.value);
    const { isOpen, openAttempts } = outcome.judged;
    wish.state = isOpen ? { is: 'open', attempts: openAttempts } : { is: 'refused' };
    if (!isOpen && openAttempts !== undefined) this.#complain(wish, 'is refused, and has open attempts');
    const isTagged = settles || wish.input.reference !== undefined;
    if (isOpen && isTagged && openAttempts === undefined) this.#complain(wish, 'is open without open attempts');
  }

  /** Compares what was reported as created with the truth. */
  async #take(wish: Wish, { subUser, credentials, openAttempts = [] }: Created): Promise<void> {
    const { account } = this.scene;
    const { traits } = account.carrier;
    const { input } = wish;
    const row = (await account.rows()).find(({ id }) => id === subUser.id);
    if (row === undefined) return this.#complain(wish, `was reported as ${subUser.id}, which is not there`);
    if (credentials === undefined) return this.#complain(wish, 'was created without credentials');
    const owned = new Owned(credentials.login, credentials.secret.reveal(), row);
    wish.state = { is: 'created', owned, leftovers: openAttempts };
    const expected = {
      name: traits.name.fold === 'lower-case' ? input.name.toLowerCase() : input.name,
      text: input.description,
      reference: input.reference ?? null,
      enabled: input.enabled ?? true,
      grants: input.grants?.toSorted().join(',') ?? (traits.grants.omitted === 'inherits' ? 'inherits' : ''),
    };
    const { text, reference } = readDescription(row.description);
    const { name, enabled, grants } = row;
    if (JSON.stringify({ name, text, reference, enabled, grants }) !== JSON.stringify(expected))
      this.#complain(wish, `became ${JSON.stringify(row)}`);
    if (subUser.description !== input.description || subUser.reference !== expected.reference)
      this.#complain(wish, `was reported with “${subUser.description}” and the reference ${subUser.reference}`);
    for (const line of owned.contradictions(row, account.control.authenticates.bind(account.control)))
      this.#complain(wish, line);
  }

  #complain(wish: Wish, line: string): void {
    this.scene.complain(`${this.name} create ${wish.mark}: ${line}`);
  }

  /** Compares one sub-user with the truth, right after a call about it. */
  async check(owned: Owned, what: string): Promise<void> {
    const { account, complain } = this.scene;
    const row = (await account.rows()).find(({ id }) => id === owned.id);
    const wrong = owned.contradictions(row, account.control.authenticates.bind(account.control));
    for (const line of wrong) complain(`${this.name} ${what}: ${line}`);
    if (wrong.length === 0) owned.learn(row);
  }

  /** A write to one sub-user: calls `apply` when it was done, `open` when its outcome is unknown. */
  async write(
    owned: Owned,
    what: string,
    act: (call: CallOptions) => Promise<unknown>,
    { apply, open }: { apply: () => void; open: () => void },
    also: readonly ErrorCode[] = [],
  ): Promise<void> {
    const mayBeGone = owned.existence !== 'there';
    const outcome = await this.call(what, 'write', act, mayBeGone ? [...also, 'not-found'] : also);
    if ('value' in outcome) {
      // A delete may be done twice: an answer without a body does not tell which of them did it.
      if (owned.existence === 'gone' && !what.startsWith('delete '))
        this.scene.complain(`${this.name} ${what}: done, though it was gone`);
      apply();
    } else if (outcome.judged.isOpen) open();
    else if (outcome.judged.code === 'not-found') owned.existence = 'gone';
    await this.check(owned, what);
  }
}
