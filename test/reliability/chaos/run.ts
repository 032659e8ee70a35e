import { setTimeout as wait } from 'node:timers/promises';
import { type Clock, openSubUsers, type SubUserProvider, type SubUsers } from '@subuser/core';
import type { ConnectionOptions } from '@subuser/http';
import { type TestAccount, truthMark } from '../../carriers/carrier-under-test.ts';
import { createRandom, type Random } from '../random.ts';
import { changePassword, create, createWrongly, remove, suspend, update } from './acts.ts';
import { Caller } from './caller.ts';
import { chooseFault } from './fault-mix.ts';
import { findByName, findByReference, get, judgeTruth, list } from './looks.ts';
import type { Owned } from './owned.ts';
import { count, type Scene, type Tally } from './scene.ts';

/** Long enough for a busy machine. */
const limitMs = 60_000;
/** Real time. The clock of both sides runs 25 times as fast, so that the 5 seconds of `lateMs` are 200 ms. */
const timeouts = { connectMs: 1_000, headersMs: 60, bodyMs: 60, totalMs: 250 };
export const clockFactor = 25;

export interface RunReport {
  seed: string;
  complaints: string[];
  transcript: string[];
  tally: Tally;
}

export interface RunOptions {
  account: TestAccount;
  seed: string;
  /** Also that of the emulator. */
  clock: Clock;
  /** For tests of the chaos itself: replaces the provider by a broken one. */
  breaking?: (provider: SubUserProvider) => SubUserProvider;
}

/** Strikes requests by seed, operation and how often the operation came, so that a replay strikes the same ones. */
function injectFaults({ account, tally, note }: Scene, random: Random, seed: string, clock: Clock): () => void {
  const { control, carrier } = account;
  const share = random.pick([0, 0.15, 0.3, 0.5]);
  const seen = new Map<string, number>();
  let isOver = false;
  control.inject(({ sequence, operation }) => {
    if (control.requests[sequence - 1]?.parameters.includes(truthMark)) return undefined;
    count(tally, 'requests');
    if (isOver) return undefined;
    const turn = (seen.get(operation) ?? 0) + 1;
    seen.set(operation, turn);
    const chance = createRandom(`${seed}/${operation}/${turn}`);
    if (!chance.chance(share)) return undefined;
    const { kind, rule } = chooseFault(chance, carrier, operation, clock.now());
    count(tally, `fault: ${kind}`);
    note(`  ${operation} ${turn} is struck: ${kind} ${JSON.stringify(rule)}`);
    return rule;
  });
  return () => {
    isOver = true;
  };
}

/** Resolves when nothing that was sent is still on its way. */
async function rest({ control }: TestAccount): Promise<void> {
  await wait(10);
  await control.settled();
  await wait(10);
}

async function act(caller: Caller, turns: number): Promise<void> {
  const { random, scene } = caller;
  const mine: { owned: Owned; mark: string }[] = [];
  for (let turn = 0; turn < turns; turn += 1) {
    const mark = `${caller.name}-${turn}`;
    const choice = random.int(100);
    const target = mine[random.int(mine.length)];
    if (choice < 4) await createWrongly(caller, mark);
    else if (target === undefined || choice < 45) {
      const { state } = await create(caller, mark);
      if (state.is !== 'created') continue;
      mine.push({ owned: state.owned, mark });
      // At once, while an earlier attempt may still be on its way.
      if (random.chance(0.3)) await remove(caller, state.owned, mark);
    } else if (choice < 60) await update(caller, target.owned, target.mark, turn);
    else if (choice < 68) {
      const { suspension, passwordChange } = scene.subUsers.capabilities;
      if (suspension) await suspend(caller, target.owned, target.mark);
      else if (passwordChange) await changePassword(caller, target.owned, target.mark, turn);
    } else if (choice < 80) await remove(caller, target.owned, target.mark);
    else if (choice < 85) await get(caller, target.owned, target.mark);
    else if (choice < 91)
      await list(
        caller,
        mine.map(({ owned }) => owned),
      );
    else if (choice < 96) await findByReference(caller, target.owned, target.mark);
    else await findByName(caller);
  }
}

/** Sub-users of somebody else, with names, references and tags that ours have as well. */
async function addOthers(account: TestAccount, random: Random): Promise<Map<string, string>> {
  account.control.seed(random.int(4));
  const [first, second] = account.carrier.chaos.takenNames;
  await account.add(first, random.pick(['c0-1 desk', 'theirs [ref:team-0~theirs0001]']));
  await account.add(second, random.pick(['theirs', 'c0-0 desk [ref:ref-c0-0~theirs0002]']));
  return new Map((await account.rows()).map((row) => [row.id, JSON.stringify(row)]));
}

/** One run: several callers at once, bad lines, and the truth at the end. */
export async function runChaos({ account, seed, clock, breaking = (whole) => whole }: RunOptions): Promise<RunReport> {
  const random = createRandom(seed);
  const report: RunReport = { seed, complaints: [], transcript: [], tally: new Map() };
  const startedAt = performance.now();
  const note = (line: string): void =>
    void report.transcript.push(`${Math.round(performance.now() - startedAt)} ms ${line}`);
  const complain = (line: string): void => {
    report.complaints.push(line);
    note(`!! ${line}`);
  };
  account.control.reset();
  Object.assign(account.control, account.carrier.vary(random));
  const randomInt = (below: number): number => random.int(below);
  const open = (connection: Pick<ConnectionOptions, 'timeouts' | 'retries' | 'pace'>, rounds: number): SubUsers =>
    openSubUsers(breaking(account.connect({ ...connection, clock, randomInt })), {
      clock,
      randomInt,
      settle: { rounds },
    });
  const pace = { concurrency: random.pick([2, 4, 64]) };
  const retries = { attempts: random.pick([1, 2, 4]), baseMs: 50, maxMs: 30_000 };
  // The two share nothing, like two processes.
  const first = open({ timeouts, retries, pace }, random.pick([2, 4, 6]));
  const second = open({ timeouts, retries, pace }, random.pick([2, 4, 6]));
  const scene: Scene = { seed, account, subUsers: first, wishes: [], tally: report.tally, note, complain };

  async function play(): Promise<void> {
    const others = await addOthers(account, random);
    const calmDown = injectFaults(scene, random, seed, clock);
    const callers = Array.from({ length: 2 + random.int(3) }, (_, place) => {
      const subUsers = place % 2 === 0 ? first : second;
      return new Caller({ ...scene, subUsers }, `c${place}`, 0.15);
    });
    await Promise.all(callers.map((caller) => act(caller, 2 + random.int(3))));
    calmDown();
    await rest(account);
    await judgeTruth(scene, others);
    await Promise.all([first.close(), second.close()]);
    // Later, on a good line, everything that was left open can be settled.
    note('the line is good again');
    const later = open({}, 4);
    // Shows that the carrier keeps marks. Before that, a namesake without one could be an attempt's.
    const { subUser } = await later.create({ name: 'first-of-the-heir', reference: 'heir' });
    await later.delete(subUser.id);
    const heir = new Caller({ ...scene, subUsers: later }, 'heir', 0);
    for (const wish of scene.wishes) {
      if (wish.state.is !== 'open' || wish.state.attempts === undefined) continue;
      await heir.create(wish, true);
      if (wish.state.is === 'open') complain(`${wish.mark} cannot be settled`);
    }
    await judgeTruth(scene, others);
    await later.close();
    const ends = { created: 'created', refused: 'refused', open: 'left open, without a tag to look for' };
    for (const { state } of scene.wishes) count(report.tally, `wish: ${ends[state.is]}`);
  }

  const limit = new AbortController();
  const overdue = wait(limitMs, undefined, { signal: limit.signal }).then(
    () => complain(`did not end within ${limitMs} ms`),
    () => undefined,
  );
  try {
    await Promise.race([play(), overdue]);
  } catch (error) {
    complain(`the run itself failed: ${error instanceof Error ? error.stack : String(error)}`);
  }
  limit.abort();
  return report;
}
