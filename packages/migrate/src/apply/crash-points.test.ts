import { describe, expect, test } from 'vitest';
import { Mortal, type Unflushed } from '../../test-support/mortal.ts';
import { prepare } from '../../test-support/sample-plan.ts';
import { kinds, Stage } from '../../test-support/stage.ts';
import type { JournalEntry } from '../journal/journal-entry.ts';
import { generateSealKeys, openSealed } from '../credentials/open-sealed.ts';
import type { Plan } from '../plan/plan.ts';
import { planStatus } from '../report/plan-status.ts';

const keys = await generateSealKeys();
const unflushedStates: readonly Unflushed[] = ['lost', 'torn', 'kept'];

async function begin(kind: keyof typeof kinds): Promise<{ stage: Stage; plan: Plan }> {
  const stage = new Stage(kinds[kind], keys.publicJwk);
  return { stage, plan: await prepare(stage) };
}

const entriesOf = (text: string): JournalEntry[] =>
  text
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line));

/** One target for each source, right in every field; every new one's credentials sealed, and they work. */
async function expectMigrated(stage: Stage, plan: Plan): Promise<void> {
  const all = await stage.all();
  const shown = all.map(({ reference, name, description, grants }) => ({ reference, name, description, grants }));
  const byReference = shown.toSorted((one, two) => (one.reference ?? '').localeCompare(two.reference ?? ''));
  const right = (n: number, name: string, description: string | null, grants: string[] | null) => ({
    reference: `src:s${n}`,
    name: `${name}${n}`,
    description,
    grants,
  });
  expect(byReference).toEqual([
    right(1, 'desk-', 'Desk 1', ['calls']),
    right(10, 'ours-', null, ['calls', 'cdr']),
    right(11, 'right-', null, null),
    ...[2, 3, 4, 5, 6].map((n) => right(n, 'desk-', `Desk ${n}`, ['calls'])),
    ...[7, 8].map((n) => right(n, 'old-', 'adopted', null)),
    right(9, 'ours-', null, ['calls', 'cdr']),
  ]);
  const opened = (await openSealed(stage.sealed, keys.privateJwk)).filter(({ isSuperseded }) => !isSuperseded);
  expect(opened.map(({ step }) => step).toSorted()).toEqual(['s1', 's2', 's3', 's4', 's5', 's6']);
  for (const { step, target, id, login, secret } of opened) {
    expect([target, id]).toEqual([id, all.find(({ reference }) => reference === `src:${step}`)?.id]);
    expect(stage.provider.authenticates(login, secret.reveal())).toBe(true);
    expect(stage.journal + stage.sealed).not.toContain(secret.reveal());
  }
  const status = planStatus(plan, entriesOf(stage.journal));
  const counts = { done: 10, failed: 0, open: 0, left: 0, undoing: 0, undone: 0, nothing: 1, blocked: 1 };
  expect(status.counts).toEqual(counts);
}

async function expectNothingLeft(stage: Stage, plan: Plan): Promise<void> {
  const before = [stage.journal, stage.sealed, stage.disk.writes, stage.provider.operations.length];
  expect(await stage.apply(plan)).toEqual({ done: 0, skipped: 11, failed: [], left: 0, blocked: 1, stopped: false });
  expect([stage.journal, stage.sealed, stage.disk.writes, stage.provider.operations.length]).toEqual(before);
}

describe.each(['issued', 'chosen'] as const)('credentials are %s', (kind) => {
  test.each([1, 4])(
    'a kill at any point is made good by the next run, %i at a time',
    async (concurrency) => {
      let crashes = 0;
      // Which point is which varies where several are at work; every one that there is comes up.
      for (let dieAt = 1, hasDied = true; hasDied; dieAt += 1)
        for (const unflushed of unflushedStates) {
          const { stage, plan } = await begin(kind);
          const mortal = new Mortal(dieAt);
          const ending = await stage.apply(plan, { mortal, unflushed, concurrency }).catch((error: unknown) => error);
          hasDied = mortal.isDead;
          // At the end of it all, while the references were counted.
          const isDone = Object.hasOwn(Object(ending), 'uncounted');
          if (hasDied && !isDone)
            expect(String(ending)).toMatch(/^MigrationError: (?:journal|sealed) could not be written/u);
          await stage.apply(plan, { concurrency });
          await expectMigrated(stage, plan);
          await expectNothingLeft(stage, plan);
          crashes += Number(hasDied);
          // Where nothing was pending, the other states of it are this one.
          if (!hasDied || stage.disk.pendingAtDeath === 0) break;
        }
      expect(crashes).toBeGreaterThanOrEqual(concurrency === 1 ? 130 : 90);
    },
    60_000,
  );

  test('so is a kill while an earlier one is being repaired', async () => {
    for (let dieAt = 3; ; dieAt += 11) {
      let hasDied = true;
      for (let again = 1; hasDied; again += 5) {
        const { stage, plan } = await begin(kind);
        const first = new Mortal(dieAt);
        await stage.apply(plan, { mortal: first, concurrency: 2, unflushed: 'kept' }).catch(() => undefined);
        if (!first.isDead) return;
        const second = new Mortal(again);
        await stage.apply(plan, { mortal: second, concurrency: 3, unflushed: 'torn' }).catch(() => undefined);
        hasDied = second.isDead;
        await stage.apply(plan);
        await expectMigrated(stage, plan);
      }
    }
  }, 60_000);

  test.each([1, 2, 3, 4, 5, 6])('create %i is applied 3 s after its process died', async (which) => {
    const { stage, plan } = await begin(kind);
    stage.lateCreate = stage.creates + which;
    const mortal = new Mortal();
    await expect(stage.apply(plan, { mortal })).rejects.toThrow('could not be written');
    await stage.apply(plan);
    await stage.clock.sleep(10_000);
    await expectMigrated(stage, plan);
  });

  test('a kill at any point of an undo is repaired by the next undo', async () => {
    const start = async (): Promise<{ stage: Stage; plan: Plan }> => {
      const begun = await begin(kind);
      // One intent whose create was applied, with its result lost.
      await begun.stage.apply(begun.plan, { mortal: new Mortal(50), concurrency: 1 }).catch(() => undefined);
      return begun;
    };
    let crashes = 0;
    for (let dieAt = 1; ; dieAt += 1) {
      const { stage, plan } = await start();
      const mortal = new Mortal(dieAt);
      const unflushed = unflushedStates[dieAt % 3] ?? 'lost';
      await stage.undo(plan, { mortal, unflushed, concurrency: 2 }).catch(() => undefined);
      if (mortal.isDead) await stage.undo(plan);
      const references = (await stage.all()).map(({ reference }) => reference);
      expect(references.filter((each) => /^src:s[1-6]$/u.test(each ?? ''))).toEqual([]);
      expect(references).toHaveLength(5);
      if (!mortal.isDead) break;
      crashes += 1;
    }
    expect(crashes).toBeGreaterThan(20);
  });
});
