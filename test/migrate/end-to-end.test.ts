import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { FaultRule } from '@subuser/emulator';
import type { Plan, Verification } from '@subuser/migrate';
import { afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { shortenWaits } from './brief-waits.ts';
import { linesOf } from '../support/profile-session.ts';
import { createRandom } from '../reliability/random.ts';
import { directions, expectedLosses, openSession, type Session, targetOf } from './direction.ts';
import { applyLine, dataOf, expectMoved, expectNothingLeft, listed, prepareMove, writesOf } from './move.ts';

const count = 300;

let session: Session;

beforeAll(shortenWaits);
afterEach(() => session.close());

/** How many steps lose a field, for each field that any loses. */
function lossesOf({ steps }: Plan): Record<string, number> {
  const losses: Record<string, number> = {};
  for (const step of steps)
    for (const field of new Set(step.losses.map((loss) => loss.field))) losses[field] = (losses[field] ?? 0) + 1;
  return losses;
}

/** 429 and 503 to any request, and applied creates whose answer is lost. */
function chaos(seed: string): (facts: { operation: string }) => FaultRule | undefined {
  const random = createRandom(seed);
  return ({ operation }) => {
    if (operation === 'create' && random.chance(0.06)) return { fault: 'drop-after-apply' };
    if (random.chance(0.05)) return { fault: 'status', status: 429 };
    return random.chance(0.05) ? { fault: 'status', status: 503 } : undefined;
  };
}

describe.each(directions)('$title', (direction) => {
  beforeEach(async () => {
    session = await openSession(direction);
  });

  test('300 tenants: init, plan, show, apply, status, verify, apply again, undo', async () => {
    const plan = await prepareMove(session, direction, count);
    const text = await readFile(join(session.folder, 'plan.json'), 'utf8');
    const line = 'migrate plan --from old --to new --map map.json --out again.json --json';
    const planned = await session.run(line);
    expect(planned.code).toBe(2);
    expect(dataOf(planned)).toMatchObject({ create: count, blocked: 0, filtered: 0, complete: true, applicable: true });
    expect(await readFile(join(session.folder, 'again.json'), 'utf8')).toBe(text);
    const losses = expectedLosses(direction);
    expect(lossesOf(plan)).toEqual(losses);
    expect(plan.notes.map(({ field }) => field)).toEqual(['credentials', 'native', 'createdAt']);
    expect(writesOf(session)).toEqual([]);

    const shown = await session.run('migrate show plan.json');
    expect(shown.code).toBe(0);
    for (const { id } of plan.steps) expect(shown.data).toContain(id);
    for (const field of Object.keys(losses)) expect(shown.data).toContain(`loses ${field}`);
    expect(linesOf((await session.run('migrate show plan.json --json')).data)).toEqual(plan.steps);
    expect((await session.run('migrate status plan.json')).code).toBe(2);

    const applied = await session.run(`${applyLine} --json`);
    // Within one carrier they have to be verified as they had to be in the old account.
    const blocked = direction.from === direction.to ? direction.from.migration.seeded.blocked : 0;
    expect(applied).toEqual({
      code: 0,
      data: `${JSON.stringify({ done: count, skipped: 0, failed: [], left: 0, blocked: 0, stopped: false })}\n`,
      messages: expect.stringMatching(
        blocked === 0
          ? /^300 done, 0 already done, 0 failed, 0 left, 0 blocked\.\n$/u
          : /^300 done, [^\n]*\n! 25 cannot call yet: [^\n]* and 22 more\)\n$/u,
      ),
    });
    expect(writesOf(session)).toEqual(Array(count).fill('create'));
    const status = await session.run('migrate status plan.json --json');
    expect([status.code, dataOf(status)]).toMatchObject([0, { counts: { done: count, left: 0, open: 0 }, failed: [] }]);
    await expectMoved(session, plan);
    const table = await session.run('migrate verify plan.json --csv');
    expect(table.code).toBe(0);
    const [head, ...rows] = table.data.trimEnd().split('\n');
    expect(head).toBe('sigil,id,name,targetId,targetName,fields,why');
    expect(rows.filter((row) => row.startsWith("'=,"))).toHaveLength(count);
    expect(table.messages).toContain('not compared: credentials of 300 (carriers do not reveal secrets)');
    await expectNothingLeft(session, plan);

    const unasked = await session.run('migrate undo plan.json');
    expect([unasked.code, unasked.messages]).toEqual([1, expect.stringContaining('Pass --yes to confirm')]);
    const undone = await session.run('migrate undo plan.json --yes --json');
    expect([undone.code, dataOf(undone)]).toEqual([
      0,
      { undone: count, kept: [], failed: [], left: 0, stopped: false },
    ]);
    expect(await listed(session)).toEqual([]);
    const missing = await session.run('migrate verify plan.json --json');
    const { counts, isClean } = dataOf(missing) as Verification;
    const none = { '=': 0, '*': 0, '-': 0, '!': 0 };
    expect([missing.code, counts, isClean]).toEqual([2, { '+': count, ...none }, false]);
    const refused = await session.run(applyLine);
    expect([refused.code, refused.messages]).toEqual([
      1,
      expect.stringContaining('this plan was undone, and its journal is closed'),
    ]);
  }, 60_000);

  test('throttled, refused and cut off throughout: still one target for each, and nothing lost', async () => {
    const plan = await prepareMove(session, direction, count);
    targetOf(session).inject(chaos(direction.title));
    let ending = await session.run(`${applyLine} --json`);
    // The carrier may be unavailable for longer than one command waits; the same command then continues.
    for (let runs = 1; ending.code !== 0 && runs < 5; runs += 1)
      ending = await session.run(`${applyLine} --retry-failed --json`);
    expect(ending.code).toBe(0);
    const statuses = targetOf(session).requests.map(({ status }) => status);
    for (const fault of [429, 503, null]) expect(statuses.filter((each) => each === fault).length).toBeGreaterThan(5);
    targetOf(session).inject(() => undefined);
    await expectMoved(session, plan);
    await expectNothingLeft(session, plan);
  }, 60_000);
});
