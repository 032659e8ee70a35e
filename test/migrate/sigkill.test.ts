import { execFile } from 'node:child_process';
import { mkdir, open, readdir, readFile, rm, symlink } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import type { Plan } from '@subuser/migrate';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { CommandProcess, runProcess } from './command-process.ts';
import { back, openSession, ring, type Session, sourceOf, targetOf } from './direction.ts';
import { applyLine, dataOf, expectMoved, expectNothingLeft, prepareMove, readPlan, writesOf } from './move.ts';

const count = 100;
const run = promisify(execFile);

let session: Session;

afterEach(() => session.close());

/** Fills a small file system. */
async function fill(folder: string): Promise<void> {
  const filler = await open(join(folder, 'filler'), 'a');
  try {
    for (;;) await filler.appendFile('x'.repeat(512));
  } catch {
    await filler.close();
  }
}

/** Acts when the target has seen this many creates; those in flight then stay in flight for a while. */
function atCreate(number: number, act: () => void, slowMs = 20): void {
  let creates = 0;
  targetOf(session).inject(({ operation }) => {
    if (operation !== 'create') return undefined;
    creates += 1;
    if (creates === number) act();
    return creates > number - 10 ? { fault: 'slow', delayMs: slowMs } : undefined;
  });
}

async function statusOf(): Promise<Record<string, number>> {
  const { counts } = dataOf(await session.run('migrate status plan.json --json')) as { counts: Record<string, number> };
  return counts;
}

const lockOf = async (): Promise<{ pid: number }> =>
  JSON.parse(await readFile(join(session.folder, 'plan.journal.ndjson.lock'), 'utf8')) as { pid: number };

const locks = async (): Promise<string[]> => (await readdir(session.folder)).filter((name) => name.includes('.lock'));

describe.each(ring)('$title', (direction) => {
  let plan: Plan;
  beforeEach(async () => {
    session = await openSession(direction);
    plan = await prepareMove(session, direction, count);
  });

  test('kill -9 again and again: the same command continues, despite the lock of the dead process', async () => {
    let done = 0;
    // Of 66 creates that arrived at most 32 are still in flight.
    for (const number of [5, 20, 66]) {
      const victim = new CommandProcess(session, applyLine);
      atCreate(number, () => victim.kill('SIGKILL'));
      expect(await victim.ended).toMatchObject({ code: null, signal: 'SIGKILL' });
      expect((await lockOf()).pid).toBe(victim.pid);
      const status = await statusOf();
      expect(status['done']).toBeGreaterThanOrEqual(done);
      done = status['done'] ?? 0;
    }
    expect(done).toBeGreaterThan(30);
    expect(done).toBeLessThan(count);
    targetOf(session).inject(() => undefined);
    const { code, messages } = await runProcess(session, applyLine);
    expect([code, messages]).toEqual([0, `${count - done} done, ${done} already done, 0 failed, 0 left, 0 blocked.\n`]);
    expect(await locks()).toEqual([]);
    await expectMoved(session, plan);
    await expectNothingLeft(session, plan);
  }, 60_000);

  test('kill -9, and then the source changes: open steps are settled before the plan is refused', async () => {
    const victim = new CommandProcess(session, applyLine);
    atCreate(20, () => victim.kill('SIGKILL'));
    await victim.ended;
    targetOf(session).inject(() => undefined);
    sourceOf(session).seed(1);
    const { open = 0 } = await statusOf();
    expect(open).toBeGreaterThan(0);
    const refused = await runProcess(session, applyLine);
    expect([refused.code, refused.messages]).toEqual([1, expect.stringContaining('error (failed-precondition): ')]);
    expect(refused.messages).toMatch(/^Settled \d+ steps left open by an earlier run; started no new ones\.$/mu);
    expect((await statusOf())['open']).toBe(0);

    const planLine = 'migrate plan --from old --to new --map map.json --out plan.json';
    expect((await session.run(planLine)).code).toBe(1);
    await session.write('plan.journal.ndjson', '');
    expect((await session.run(planLine)).code).toBe(2);
    expect((await runProcess(session, applyLine)).code).toBe(0);
    await expectMoved(session, await readPlan(session));
  }, 60_000);

  test('Ctrl+C once: it finishes what is in flight and says how to continue', async () => {
    const stopped = new CommandProcess(session, applyLine);
    atCreate(30, () => stopped.kill('SIGINT'));
    const { code, messages } = await stopped.ended;
    expect(code).toBe(3);
    const { done = 0, ...status } = await statusOf();
    expect(messages).toBe(
      'Finishing the requests in flight; run the same command to continue.\n' +
        `${done} done, 0 already done, 0 failed, ${count - done} left, 0 blocked.\n` +
        `Stopped. Run the same command to continue: subuser ${applyLine}\n`,
    );
    expect(status).toMatchObject({ open: 0, failed: 0, left: count - done });
    expect(writesOf(session)).toHaveLength(done);
    expect(await locks()).toEqual([]);
    expect((await runProcess(session, applyLine)).code).toBe(0);
    await expectMoved(session, plan);
  }, 60_000);

  test('Ctrl+C twice: it stops now, and the next run continues', async () => {
    const stopped = new CommandProcess(session, applyLine);
    // Longer than the test.
    atCreate(30, () => stopped.kill('SIGINT'), 60_000);
    await stopped.says('Finishing the requests in flight');
    stopped.kill('SIGINT');
    const { code, messages } = await stopped.ended;
    expect(code).toBe(3);
    expect(messages).toContain(`Stopped. Run the same command to continue: subuser ${applyLine}\n`);
    expect((await statusOf())['open']).toBeGreaterThan(0);
    targetOf(session).inject(() => undefined);
    expect((await runProcess(session, applyLine)).code).toBe(0);
    await expectMoved(session, plan);
  }, 60_000);
});

test('a second process on the same journal is refused and told which process holds it', async () => {
  session = await openSession(back);
  const plan = await prepareMove(session, back, count);
  let resolve = (): void => undefined;
  const isBusy = new Promise<void>((done) => (resolve = done));
  // Longer than a busy machine takes to start the others.
  atCreate(3, resolve, 8_000);
  const first = new CommandProcess(session, applyLine);
  await isBusy;
  for (const line of [applyLine, 'migrate undo plan.json --yes']) {
    const { code, messages } = await runProcess(session, line);
    expect(code).toBe(1);
    expect(messages).toMatch(
      new RegExp(`^error \\(locked\\): \\S+plan\\.journal\\.ndjson\\.lock is held by process ${first.pid} on `, 'u'),
    );
    expect(messages).toMatch(/; wait until it ends, or stop it\n$/u);
  }
  targetOf(session).inject(() => undefined);
  expect((await first.ended).code).toBe(0);
  await expectMoved(session, plan);
}, 60_000);

describe('two processes on one plan', () => {
  /** Two of them at once, the second while the first creates: one is refused, and nothing is created twice. */
  async function expectOne(second: string, within: readonly string[], says: RegExp): Promise<void> {
    session = await openSession(back);
    const plan = await prepareMove(session, back, count);
    await mkdir(join(session.folder, 'copy'));
    await session.write('copy/plan.json', await readFile(join(session.folder, 'plan.json'), 'utf8'));
    await symlink('plan.journal.ndjson', join(session.folder, 'link.ndjson'));
    let resolve = (): void => undefined;
    const isBusy = new Promise<void>((done) => (resolve = done));
    atCreate(3, resolve, 8_000);
    const first = new CommandProcess(session, applyLine, { within });
    await isBusy;
    const { code, messages } = await runProcess(session, second, { within });
    expect([code, messages]).toEqual([1, expect.stringMatching(says)]);
    targetOf(session).inject(() => undefined);
    expect((await first.ended).code).toBe(0);
    await expectMoved(session, plan);
  }

  test.each([
    ['by a copy of the plan', applyLine.replace('plan.json --seal sealed', 'copy/plan.json --seal copy/other')],
    ['with another journal', `${applyLine.replace('sealed', 'other')} --journal other.ndjson`],
  ])(
    '%s: refused',
    async (_, second) => {
      await expectOne(
        second,
        [],
        /^error \(locked\): another process works on this plan: \S+\.lock is held by process /u,
      );
    },
    60_000,
  );

  test('by a symbolic link to the journal: refused', async () => {
    const second = `${applyLine.replace('sealed', 'other')} --journal link.ndjson`;
    await expectOne(second, [], /^error \(locked\): \S+plan\.journal\.ndjson\.lock is held by process /u);
  }, 60_000);

  test('in two PID namespaces, in which both are process 1: refused, with what to do', async ({ skip }) => {
    const within = ['unshare', '-pf', '--mount-proc'];
    const refusal = await run('unshare', [...within.slice(1), 'true']).then(
      () => undefined,
      (error: unknown) => String(error),
    );
    skip(refusal !== undefined, `only root has namespaces: ${refusal}`);
    await expectOne(
      applyLine,
      within,
      /^error \(locked\): \S+plan\.journal\.ndjson\.lock is held by process 1 on .+ It is in another container, .+ If it does not, remove \S+\n$/u,
    );
  }, 60_000);
});

test('two of one on the target, which no lock can see, are an error that names them', async () => {
  session = await openSession(back);
  const plan = await prepareMove(session, back, count);
  const reference = `${plan.source.carrier}:${plan.steps[0]?.id}`;
  let wasRun = false;
  targetOf(session).inject(({ operation }) => {
    if (operation !== 'create' || wasRun) return undefined;
    wasRun = true;
    return { fault: 'slow', delayMs: 3_000 };
  });
  const first = new CommandProcess(session, applyLine);
  await vi.waitUntil(() => wasRun, { timeout: 30_000 });
  // As the same plan on another machine would.
  const { code: made } = await session.run(`create --profile new --name Theirs --reference ${reference}`);
  expect(made).toBe(0);
  const { code, messages } = await first.ended;
  expect(code).toBe(1);
  expect(messages).toMatch(
    new RegExp(`^! ${reference} is on the target 2 times \\(\\w+, \\w+\\): something else has created it, too`, 'mu'),
  );
  const again = await runProcess(session, applyLine);
  expect([again.code, again.messages]).toEqual([1, expect.stringContaining('is on the target 2 times')]);
}, 60_000);

describe('a full disk', () => {
  const line = applyLine.replace('sealed.jwe', 'small/sealed.jwe --journal small/plan.journal.ndjson');

  /** It stopped cleanly: reported steps are done, and steps that it could not record were not started. */
  async function expectStopped(full: Awaited<ReturnType<typeof runProcess>>, reason: string): Promise<void> {
    expect(full.code).toBe(1);
    expect(full.messages).toMatch(
      new RegExp(
        `^error \\(not-durable\\): \\S+small/(?:plan\\.journal\\.ndjson|sealed\\.jwe) could not be written \\(${reason}.*\\); ` +
          'make room or fix the disk, then run the same command again\n$',
        'u',
      ),
    );
    expect(await readdir(join(session.folder, 'small'))).toEqual(['plan.journal.ndjson', 'sealed.jwe']);
  }

  async function expectMovedLater(plan: Plan): Promise<void> {
    expect((await runProcess(session, line)).code).toBe(0);
    for (const file of ['plan.journal.ndjson', 'sealed.jwe'])
      await session.write(file, await readFile(join(session.folder, 'small', file), 'utf8'));
    await expectMoved(session, plan);
  }

  test('a file that may not grow (ulimit): it stops, and continues when the file may grow', async () => {
    session = await openSession(back);
    const plan = await prepareMove(session, back, count);
    await mkdir(join(session.folder, 'small'));
    await expectStopped(await runProcess(session, line, { fileLimit: 40 }), 'EFBIG');
    await expectMovedLater(plan);
  }, 60_000);

  test('a file system of 32 KiB (skipped if mounting is not allowed): it stops, and continues when it is larger', async ({
    skip,
  }) => {
    session = await openSession(back);
    const small = join(session.folder, 'small');
    await mkdir(small);
    const mounting = run('mount', ['-t', 'tmpfs', '-o', 'size=32k', 'tmpfs', small]);
    const refusal = await mounting.then(
      () => undefined,
      (error: unknown) => String(error),
    );
    skip(refusal !== undefined, `only root mounts a file system: ${refusal}`);
    try {
      const plan = await prepareMove(session, back, count);
      await expectStopped(await runProcess(session, line), 'ENOSPC');
      await fill(small);
      // Still full: nothing changes, and no stray file is left.
      const before = writesOf(session).length;
      const again = await runProcess(session, line);
      expect([again.code, writesOf(session).length]).toEqual([1, before]);
      expect(again.messages).toMatch(
        /^error \(not-durable\): \S+ could not be opened \(ENOSPC.+\); check that the folder exists and the disk has space, then run/u,
      );
      await rm(join(small, 'filler'));
      expect(await readdir(small)).toEqual(['plan.journal.ndjson', 'sealed.jwe']);
      await run('mount', ['-o', 'remount,size=4m', small]);
      await expectMovedLater(plan);
    } finally {
      await run('umount', [small]);
    }
  }, 60_000);
});
