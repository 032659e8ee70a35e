import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { FaultRule } from '@subuser/emulator';
import type { Plan, Verification } from '@subuser/migrate';
import { afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { shortenWaits } from './brief-waits.ts';
import { linesOf, openSession, type Session } from '../cli/session.ts';
import { createRandom } from '../reliability/random.ts';
import { directions } from './direction.ts';
import { applyLine, dataOf, expectMoved, expectNothingLeft, listed, prepareMove, writesOf } from './move.ts';

const count = 300;

let session: Session;

beforeAll(shortenWaits);
beforeEach(async () => {
  session = await openSession();
});
afterEach(() => session.close());

/** How many steps lose a field, for each field that any loses. */
function lossesOf({ steps }: Plan): Record<string, number> {
  const losses: Record<string, number> = {};
  for (const step of steps)
    for (const field of new Set(step.losses.map((loss) => loss.field))) losses[field] = (losses[field] ?? 0) + 1;
  return losses;
}

const losses: Record<string, Record<string, number>> = {
  'Vobiz → Voximplant': { kind: 300, name: 300, phone: 225, email: 210, enabled: 30, status: 25 },
  'Voximplant → Vobiz': { kind: 300, grants: 75 },
  'Vobiz → another Vobiz account': { status: 25 },
};

/** 429 and 503 to whatever comes, and answers to creates lost after the create was applied. */
function chaos(seed: string): (facts: { operation: string }) => FaultRule | undefined {
  const random = createRandom(seed);
  return ({ operation }) => {
    if (operation === 'create' && random.chance(0.06)) return { fault: 'drop-after-apply' };
    if (random.chance(0.05)) return { fault: 'status', status: 429 };
    return random.chance(0.05) ? { fault: 'status', status: 503 } : undefined;
  };
}

describe.each(directions)('$title', (direction) => {
  const { from, to, title } = direction;

  test('300 tenants: init, plan, show, apply, status, verify, apply again, undo', async () => {
    const plan = await prepareMove(session, direction, count);
    const text = await readFile(join(session.folder, 'plan.json'), 'utf8');
    const line = `migrate plan --from ${from} --to ${to} --map map.json --out again.json --json`;
    const planned = await session.run(line);
    expect(planned.code).toBe(2);
    expect(dataOf(planned)).toMatchObject({ create: count, blocked: 0, filtered: 0, complete: true, applicable: true });
    expect(await readFile(join(session.folder, 'again.json'), 'utf8')).toBe(text);
    expect(lossesOf(plan)).toEqual(losses[title]);
    expect(plan.notes.map(({ field }) => field)).toEqual(['credentials', 'native', 'createdAt']);
    expect(writesOf(direction, session)).toEqual([]);

    const shown = await session.run('migrate show plan.json');
    expect(shown.code).toBe(0);
    for (const { id } of plan.steps) expect(shown.data).toContain(id);
    for (const field of Object.keys(losses[title] ?? {})) expect(shown.data).toContain(`loses ${field}`);
    expect(linesOf((await session.run('migrate show plan.json --json')).data)).toEqual(plan.steps);
    expect((await session.run('migrate status plan.json')).code).toBe(2);

    const applied = await session.run(`${applyLine} --json`);
    expect(applied).toEqual({
      code: 0,
      data: `${JSON.stringify({ done: count, skipped: 0, failed: [], left: 0, blocked: 0, stopped: false })}\n`,
      messages: '300 done, 0 already done, 0 failed, 0 left, 0 blocked.\n',
    });
    expect(writesOf(direction, session)).toEqual(Array(count).fill('create'));
    const status = await session.run('migrate status plan.json --json');
    expect([status.code, dataOf(status)]).toMatchObject([0, { counts: { done: count, left: 0, open: 0 }, failed: [] }]);
    await expectMoved(session, direction, plan);
    const table = await session.run('migrate verify plan.json --csv');
    expect(table.code).toBe(0);
    const [head, ...rows] = table.data.trimEnd().split('\n');
    expect(head).toBe('sigil,id,name,targetId,targetName,fields,why');
    expect(rows.filter((row) => row.startsWith("'=,"))).toHaveLength(count);
    expect(table.messages).toContain('not compared: credentials of 300 (carriers do not reveal secrets)');
    await expectNothingLeft(session, direction, plan);

    const unasked = await session.run('migrate undo plan.json');
    expect([unasked.code, unasked.messages]).toEqual([1, expect.stringContaining('Pass --yes to confirm')]);
    const undone = await session.run('migrate undo plan.json --yes --json');
    expect([undone.code, dataOf(undone)]).toEqual([
      0,
      { undone: count, kept: [], failed: [], left: 0, stopped: false },
    ]);
    expect(await listed(session, to)).toEqual([]);
    const missing = await session.run('migrate verify plan.json --json');
    const { counts, isClean } = dataOf(missing) as Verification;
    const none = { '=': 0, '*': 0, '-': 0, '!': 0 };
    expect([missing.code, counts, isClean]).toEqual([2, { '+': count, ...none }, false]);
    const refused = await session.run(applyLine);
    expect([refused.code, refused.messages]).toEqual([1, expect.stringContaining('finish the undo, then plan')]);
  }, 60_000);

  test('throttled, refused and cut off all along: still one target for each, and nothing lost', async () => {
    const plan = await prepareMove(session, direction, count);
    direction.target(session).inject(chaos(title));
    let ending = await session.run(`${applyLine} --json`);
    // Where the carrier was gone for longer than one command is patient, the same command goes on.
    for (let runs = 1; ending.code !== 0 && runs < 5; runs += 1)
      ending = await session.run(`${applyLine} --retry-failed --json`);
    expect(ending.code).toBe(0);
    const statuses = direction.target(session).requests.map(({ status }) => status);
    for (const fault of [429, 503, null]) expect(statuses.filter((each) => each === fault).length).toBeGreaterThan(5);
    direction.target(session).inject(() => undefined);
    await expectMoved(session, direction, plan);
    await expectNothingLeft(session, direction, plan);
  }, 60_000);
});
