import { generateSealKeys, openSealed, type Plan, planStatus, verifyPlan } from '@subuser/migrate';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { Mortal, type Unflushed } from '../../packages/migrate/test-support/mortal.ts';
import { ring } from './direction.ts';
import { type Life, Scene } from './scene.ts';

// Three of them are on the target already: two are adopted, one is updated.
const tenants = 16;
const keys = await generateSealKeys();
const unflushedStates: readonly Unflushed[] = ['lost', 'torn', 'kept'];

/** There is one target for each source, correct in every field; the sink contains working credentials of each new one. */
async function expectMigrated(scene: Scene, plan: Plan): Promise<void> {
  const { target, source, disk } = scene;
  const rows = await target.rows();
  const references = rows.map(({ description }) => /\[ref:(?<key>[^~\]]+)/u.exec(description ?? '')?.groups?.['key']);
  expect(references.toSorted()).toEqual(source.subUsers.map(({ id }) => `${source.carrier}:${id}`).toSorted());
  const { counts, isClean } = verifyPlan({ plan, source, target: await scene.inventory() });
  expect([isClean, counts]).toEqual([true, { '=': tenants, '*': 0, '+': 0, '-': 0, '!': 0 }]);

  const sealed = disk.text('sealed');
  const opened = (await openSealed(sealed, keys.privateJwk)).filter(({ isSuperseded }) => !isSuperseded);
  const created = plan.steps.filter(({ action }) => action === 'create').map(({ id }) => id);
  expect(opened.map(({ step }) => step).toSorted()).toEqual(created.toSorted());
  for (const { step, id, login, secret } of opened) {
    expect(id).toBe(rows[references.indexOf(`${source.carrier}:${step}`)]?.id);
    expect(target.control.authenticates(login, secret.reveal())).toBe(true);
    expect(disk.text('journal') + sealed).not.toContain(secret.reveal());
  }
  expect(planStatus(plan, scene.entries).counts).toMatchObject({ done: tenants, open: 0, failed: 0, left: 0 });
}

/** A repeated command writes nothing anywhere. */
async function expectNothingLeft(scene: Scene, plan: Plan): Promise<void> {
  const { disk, target } = scene;
  const creates = (): number =>
    target.control.requests.filter(({ operation }) => !/^(?:list|get|grants)$/u.test(operation)).length;
  const before = [disk.text('journal'), disk.text('sealed'), disk.writes, creates()];
  expect(await scene.apply(plan)).toMatchObject({ done: 0, skipped: tenants, failed: [], left: 0, stopped: false });
  expect([disk.text('journal'), disk.text('sealed'), disk.writes, creates()]).toEqual(before);
}

describe.each(ring)('$title', (direction) => {
  let scene: Scene;
  beforeAll(async () => {
    scene = await Scene.open(direction, tenants, keys.publicJwk);
  });
  afterAll(() => scene.close());

  /** A process dies at this point, and the next one finishes its work. False if it survived to the end. */
  async function dieAndResume(dieAt: number, life: Life): Promise<boolean> {
    const plan = await scene.begin();
    const mortal = new Mortal(dieAt);
    await scene.apply(plan, { ...life, mortal }).catch(() => undefined);
    const { diedAsking } = scene;
    await scene.apply(plan, { concurrency: life.concurrency ?? 1 });
    await expectMigrated(scene, plan);
    await expectNothingLeft(scene, plan);
    scene.diedAsking = diedAsking;
    return mortal.isDead;
  }

  test('after a kill at any flush and at any answer, the next run finishes the work', async () => {
    let crashes = 0;
    for (let dieAt = 1; ; dieAt += 1) {
      const hasDied = await dieAndResume(dieAt, { unflushed: 'lost', lastRequest: 'lost' });
      if (!hasDied) break;
      crashes += 1;
      const others: Life[] = [];
      if (scene.diedAsking) others.push({ lastRequest: 'applied' });
      // With nothing pending, its other states are the same as this one.
      else if (scene.disk.pendingAtDeath > 0) others.push({ unflushed: 'torn' }, { unflushed: 'kept' });
      for (const other of others) crashes += Number(await dieAndResume(dieAt, other));
    }
    expect(crashes).toBeGreaterThanOrEqual(200);
  }, 120_000);

  test('no request leaves before its intent is durable, and no step ends before its credentials are durable', async () => {
    const plan = await scene.begin();
    const { disk } = scene;
    // A flush takes longer than a request.
    disk.flush = () => new Promise((resolve) => setTimeout(resolve, 4));
    const durable = (path: string): string => {
      const { written = Buffer.alloc(0), durable: bytes = 0 } = disk.files.get(path) ?? {};
      return written.toString('utf8', 0, bytes);
    };
    const count = (text: string, part: string): number => text.split(part).length - 1;
    // The header of a line names all that were sealed together.
    const headers = (text: string): string =>
      text.replaceAll(/^(?<header>[^.\n]+)\..*\n/gmu, (_, header: string) => `${Buffer.from(header, 'base64url')}`);
    let creates = 0;
    const early: string[] = [];
    await scene.apply(plan, {
      concurrency: 4,
      onRequest: (operation) => {
        creates += Number(operation === 'create');
        if (count(durable('journal'), '"nonce"') < creates) early.push(operation);
        const sealed = count(disk.text('journal'), '"type":"sealed"');
        if (count(headers(durable('sealed')), '"nonce"') < sealed) early.push('sealed');
      },
    });
    expect([creates, early]).toEqual([tenants - 3, []]);
  });

  test('the same with four steps in flight', async () => {
    let crashes = 0;
    // The order of the points varies; each of them occurs.
    for (let dieAt = 1; ; dieAt += 1) {
      const unflushed = unflushedStates[dieAt % 3] ?? 'lost';
      const lastRequest = dieAt % 2 === 0 ? 'applied' : 'lost';
      if (!(await dieAndResume(dieAt, { concurrency: 4, unflushed, lastRequest }))) break;
      crashes += 1;
    }
    // Their number depends on which steps share a flush; there is at least one a step.
    expect(crashes).toBeGreaterThanOrEqual(tenants);
  }, 120_000);

  test('the same while an earlier kill is repaired', async () => {
    let crashes = 0;
    for (let dieAt = 7; dieAt < 100; dieAt += 19)
      for (let again = 2; again < 40; again += 9) {
        const plan = await scene.begin();
        const first = new Mortal(dieAt);
        await scene.apply(plan, { mortal: first, unflushed: 'kept', lastRequest: 'applied' }).catch(() => undefined);
        const second = new Mortal(again);
        await scene.apply(plan, { mortal: second, unflushed: 'torn', lastRequest: 'applied' }).catch(() => undefined);
        crashes += Number(first.isDead && second.isDead);
        await scene.apply(plan);
        await expectMigrated(scene, plan);
      }
    expect(crashes).toBe(25);
  }, 60_000);

  test('a create that is applied 3 s after its process died is respected', async () => {
    const creates = tenants - 3;
    for (let which = 1; which <= creates; which += 1) {
      const plan = await scene.begin();
      const mortal = new Mortal();
      await scene.apply(plan, { mortal, lateCreate: which }).catch(() => undefined);
      expect(mortal.isDead).toBe(true);
      await scene.apply(plan);
      await scene.clock.sleep(10_000);
      await expectMigrated(scene, plan);
    }
  }, 60_000);
});
