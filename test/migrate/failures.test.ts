import type { Plan } from '@subuser/migrate';
import { afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { shortenWaits } from './brief-waits.ts';
import { openSession, ring, type Session, targetOf } from './direction.ts';
import { applyLine, dataOf, expectMoved, expectNothingLeft, prepareMove, writesOf } from './move.ts';

const count = 40;

let session: Session;
let plan: Plan;

beforeAll(shortenWaits);
afterEach(() => session.close());

describe.each(ring)('$title', (direction) => {
  const creates = (): number => writesOf(session).length;

  beforeEach(async () => {
    session = await openSession(direction);
    plan = await prepareMove(session, direction, count);
  });

  test('one failing step does not stop the others, is reported, and is tried again on request', async () => {
    targetOf(session).failNext({ operation: 'create', fault: 'status', status: 400, code: 128 });
    const first = await session.run(applyLine);
    expect(first.code).toBe(1);
    const [summary, failure = '', hint] = first.messages.split('\n');
    expect(summary).toBe(`${count - 1} done, 0 already done, 1 failed, 0 left, 0 blocked.`);
    expect(hint).toBe('Add --retry-failed to try the failed steps again.');
    const [, id] = /^! (\S+) \(.+\) failed \(invalid-argument\): .+/u.exec(failure) ?? [];
    expect(plan.steps.map((step) => step.id)).toContain(id);

    const status = await session.run('migrate status plan.json --json');
    const said = dataOf(status);
    expect([status.code, said]).toMatchObject([2, { counts: { done: count - 1, failed: 1 }, failed: [{ id }] }]);
    const verified = await session.run('migrate verify plan.json --json');
    expect([verified.code, dataOf(verified)]).toMatchObject([
      2,
      { counts: { '=': count - 1, '+': 1 }, isClean: false },
    ]);

    const before = creates();
    const again = await session.run(`${applyLine} --json`);
    expect([again.code, dataOf(again)]).toMatchObject([1, { done: 0, skipped: count - 1, failed: [{ id }] }]);
    expect(creates()).toBe(before);

    const retried = await session.run(`${applyLine} --retry-failed`);
    expect([retried.code, retried.messages]).toEqual([
      0,
      `1 done, ${count - 1} already done, 0 failed, 0 left, 0 blocked.\n`,
    ]);
    expect(creates()).toBe(before + 1);
    await expectMoved(session, plan);
    await expectNothingLeft(session, plan);
  }, 30_000);

  test('credentials that expire stop it, and the same command continues with valid ones', async () => {
    let seen = 0;
    targetOf(session).inject(({ operation }) => {
      if (operation !== 'create') return undefined;
      seen += 1;
      return seen > 20 ? { fault: 'status', status: 401 } : undefined;
    });
    const refused = await session.run(`${applyLine} --concurrency 4`);
    expect([refused.code, refused.messages]).toEqual([1, expect.stringContaining('error (unauthenticated): ')]);
    expect(refused.messages).toMatch(new RegExp(`^20 done, 0 already done, 0 failed, ${count - 20} left`, 'u'));
    // Only those in flight.
    expect(creates()).toBeLessThanOrEqual(24 + 4);
    targetOf(session).inject(() => undefined);
    expect((await session.run(applyLine)).code).toBe(0);
    await expectMoved(session, plan);
  }, 30_000);

  test('a sealed file that lacks what earlier runs sealed is reported', async () => {
    expect((await session.run(applyLine)).code).toBe(0);
    const again = await session.run(applyLine.replace('sealed.jwe', 'other.jwe'));
    expect(again.code).toBe(0);
    expect(again.messages).toMatch(
      /^! other\.jwe lacks the credentials of 40 finished steps \(\S+, \S+, \S+ and 37 more\)\. They are in another/mu,
    );
  }, 30_000);

  test('undo keeps what belongs to somebody else by now', async () => {
    expect((await session.run(applyLine)).code).toBe(0);
    const { data } = await session.run('list --profile new --json');
    const [line = ''] = data.split('\n');
    const { id } = JSON.parse(line) as { id: string };
    expect((await session.run(`update --profile new ${id} --reference taken-over`)).code).toBe(0);
    const undone = await session.run('migrate undo plan.json --yes --json');
    expect([undone.code, dataOf(undone)]).toMatchObject([0, { undone: count - 1, kept: [{ target: id }], left: 0 }]);
    expect(undone.messages).toContain(`kept ${id} `);
    expect((await session.run('list --profile new --json')).data.trimEnd().split('\n')).toHaveLength(1);
  }, 30_000);
});
