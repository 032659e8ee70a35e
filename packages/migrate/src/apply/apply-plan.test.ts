import { Readable } from 'node:stream';
import { type ErrorCode, openSubUsers, Secret, type SubUsers } from '@subuser/core';
import { createMemoryProvider } from '@subuser/core/memory';
import { describe, expect, test } from 'vitest';
import { createStep, planOf } from '../../test-support/sample-plan.ts';
import { carrierError, kinds, Stage } from '../../test-support/stage.ts';
import { type ApplyProgress, applyPlan } from './apply-plan.ts';
import type { CredentialSink } from '../credentials/credential-sink.ts';
import type { SealedLine } from '../credentials/sealed-line.ts';
import type { JournalEntry } from '../journal/journal-entry.ts';
import type { Journal } from '../journal/journal.ts';
import { generateSealKeys, openSealed } from '../credentials/open-sealed.ts';
import type { PlanStep } from '../plan/plan.ts';

const keys = await generateSealKeys();
const ten = planOf(Array.from({ length: 10 }, (_, index) => createStep(index + 1)));
const result = { skipped: 0, failed: [], left: 0, blocked: 0, stopped: false };

const stageOf = (kind: keyof typeof kinds = 'issued'): Stage => new Stage(kinds[kind], keys.publicJwk);
const entriesOf = ({ journal }: Stage): JournalEntry[] =>
  journal
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line));
const typesOf = (stage: Stage, step: string): string[] =>
  entriesOf(stage).flatMap((entry) => ('step' in entry && entry.step === step ? entry.type : []));

/** Journal and sink in memory, for carriers that are not a stage's. */
class Notes implements Journal, CredentialSink {
  readonly written: JournalEntry[] = [];
  readonly sealed: SealedLine[] = [];
  entries = (): AsyncIterable<JournalEntry[]> => Readable.from([this.written]);
  lines = (): AsyncIterable<SealedLine[]> => Readable.from([this.sealed]);
  append = async (entry: JournalEntry): Promise<void> => void this.written.push(entry);
  seal = async (line: SealedLine): Promise<void> => void this.sealed.push(line);
  close = async (): Promise<void> => {};
}

/** Lets the n-th call of this operation fail as planted. */
function plant(stage: Stage, operation: string, codes: readonly (ErrorCode | undefined)[], moment = 'before'): void {
  const rest = codes.values();
  stage.interrupt = (called, when) => {
    if (called !== operation || when !== moment) return;
    const { value } = rest.next();
    if (value !== undefined) throw carrierError(value, operation);
  };
}

describe('a plan', () => {
  test('is done step by step: intent, call, sealed, done; applied again, it does nothing', async () => {
    const stage = stageOf();
    const progress: string[] = [];
    const onProgress = ({ step, state }: ApplyProgress): void => void progress.push(`${step.id} ${state}`);
    const plan = planOf([createStep(1), createStep(2)]);
    expect(await stage.apply(plan, { concurrency: 1, onProgress })).toEqual({ ...result, done: 2 });
    const entries = entriesOf(stage);
    expect(entries.map(({ type }) => type)).toEqual(['begin', 'intent', 'sealed', 'done', 'intent', 'sealed', 'done']);
    const [begin, intent, sealed, done] = entries;
    const at = stage.clock.now();
    const nonce = intent?.type === 'intent' ? intent.nonce : '';
    expect(begin).toEqual({ type: 'begin', plan: plan.digest, at });
    expect(intent).toEqual({ type: 'intent', step: 's1', nonce: expect.stringMatching(/^[a-z0-9]{10}$/u), at });
    expect(sealed).toEqual({ type: 'sealed', step: 's1', nonce, target: 'm1', at });
    expect(done).toEqual({ type: 'done', step: 's1', target: 'm1', at });
    expect(progress).toEqual(['s1 started', 's1 done', 's2 started', 's2 done']);
    const before = [stage.disk.writes, stage.provider.operations.length];
    expect(await stage.apply(plan)).toEqual({ ...result, done: 0, skipped: 2 });
    expect([stage.disk.writes, stage.provider.operations.length]).toEqual(before);
  });

  test('with nothing to do writes nothing', async () => {
    const stage = stageOf();
    const base = { name: 'a', losses: [], blocks: [] };
    const steps: PlanStep[] = [
      { ...base, id: 's1', action: 'none' },
      { ...base, id: 's2', action: 'blocked' },
    ];
    expect(await stage.apply(planOf(steps))).toEqual({ ...result, done: 0, skipped: 1, blocked: 1 });
    expect([stage.journal, stage.sealed, stage.disk.writes]).toEqual(['', '', 0]);
  });

  test("is refused with another plan's journal, and after an undo", async () => {
    const stage = stageOf();
    const plan = planOf([createStep(1)]);
    await stage.apply(plan);
    await expect(stage.apply(planOf([createStep(1)], 'e'.repeat(64)))).rejects.toMatchObject({ code: 'other-plan' });
    stage.interrupt = (operation) => {
      if (operation === 'delete') throw carrierError('unavailable', operation);
    };
    await stage.undo(plan);
    await expect(stage.apply(plan)).rejects.toMatchObject({
      code: 'undone',
      message: expect.stringContaining('finish it first'),
    });
    stage.interrupt = () => {};
    await stage.undo(plan);
    await expect(stage.apply(plan)).rejects.toMatchObject({
      code: 'undone',
      message: 'this plan was undone, and its journal is closed; to move again, make a new plan under another name',
    });
  });

  test('whose accounts have changed settles the steps that were started, and starts no others', async () => {
    for (const kind of ['issued', 'chosen'] as const) {
      const stage = stageOf(kind);
      let creates = 0;
      const abort = new AbortController();
      stage.interrupt = (operation, moment) => {
        if (operation !== 'create' || moment !== 'after' || (creates += 1) !== 4) return;
        abort.abort();
        throw carrierError('cancelled');
      };
      await stage.apply(ten, { concurrency: 1, hardSignal: abort.signal });
      stage.interrupt = () => {};
      expect(await stage.all()).toHaveLength(4);
      expect((await openSealed(stage.sealed, keys.privateJwk)).map(({ step }) => step)).toEqual(['s1', 's2', 's3']);
      const settled = { ...result, done: 1, skipped: 3, left: 6, stopped: true };
      expect(await stage.apply(ten, { onlyBegun: true })).toEqual(settled);
      expect((await stage.all()).map(({ reference }) => reference).toSorted()).toEqual(
        [1, 2, 3, 4].map((number) => `src:s${number}`),
      );
      const opened = await openSealed(stage.sealed, keys.privateJwk);
      expect(opened.map(({ step }) => step)).toEqual(['s1', 's2', 's3', 's4']);
      for (const { login, secret } of opened) expect(stage.provider.authenticates(login, secret.reveal())).toBe(true);
      expect(await stage.apply(ten, { onlyBegun: true })).toEqual({ ...settled, done: 0, skipped: 4 });
      expect(await stage.all()).toHaveLength(4);
    }
  });

  test('also settles a failure that left an attempt open, although failed steps are not tried again', async () => {
    const stage = stageOf();
    const plan = planOf([createStep(1), createStep(2)]);
    plant(stage, 'listPage', Array(20).fill('unavailable'));
    const creates = { n: 0 };
    const lists = stage.interrupt;
    stage.interrupt = (operation, moment) => {
      if (operation === 'create' && moment === 'after' && (creates.n += 1) === 1) throw carrierError('outcome-unknown');
      return lists(operation, moment);
    };
    expect((await stage.apply(plan, { concurrency: 1 })).failed).toMatchObject([{ id: 's1', code: 'outcome-unknown' }]);
    stage.interrupt = () => {};
    expect(await stage.apply(plan, { onlyBegun: true })).toMatchObject({ done: 1, failed: [], left: 0 });
    expect((await openSealed(stage.sealed, keys.privateJwk)).map(({ step }) => step)).toEqual(['s2', 's1']);
    expect(await stage.all()).toHaveLength(2);
  });

  test('names the steps whose credentials are not in this sink', async () => {
    const stage = stageOf();
    const plan = planOf([createStep(1), createStep(2), createStep(3)]);
    await stage.apply(plan, { concurrency: 1 });
    expect(await stage.apply(plan)).toEqual({ ...result, done: 0, skipped: 3 });
    const [first = ''] = stage.sealed.split('\n');
    stage.disk.put('sealed', `${first}\n`);
    expect(await stage.apply(plan)).toEqual({ ...result, done: 0, skipped: 3, unsealed: ['s2', 's3'] });
  });

  test('sends exactly its input, carrier options included', async () => {
    const drafts: unknown[] = [];
    const memory = createMemoryProvider();
    const provider: typeof memory = {
      ...memory,
      create: (draft, call) => {
        drafts.push(draft);
        return memory.create(draft, call);
      },
    };
    const notes = new Notes();
    const input = {
      name: 'desk',
      email: 'a@example.org',
      phone: '+49 30 1',
      enabled: false,
      reference: 'src:s1',
      carrierOptions: { rateLimit: 5 },
    };
    const plan = planOf([{ id: 's1', name: 'desk', action: 'create', input, losses: [], blocks: [] }]);
    expect(await applyPlan({ plan, target: openSubUsers(provider), journal: notes, sink: notes })).toEqual({
      ...result,
      done: 1,
    });
    const { reference: _tagged, ...fields } = input;
    expect(drafts).toEqual([{ ...fields, description: expect.stringMatching(/^\[ref:src:s1~[a-z0-9]{10}\]$/u) }]);
  });

  test('has at most the given number of steps in flight; their entries share flushes', async () => {
    const stage = stageOf();
    const plan = planOf(Array.from({ length: 64 }, (_, index) => createStep(index + 1)));
    let inFlight = 0;
    let most = 0;
    // A flush takes its time, as on a real disk.
    stage.disk.flush = async () => {
      for (let turn = 0; turn < 5; turn += 1) await new Promise((resolve) => setImmediate(resolve));
    };
    stage.interrupt = async (operation, moment) => {
      if (operation !== 'create') return;
      inFlight += moment === 'before' ? 1 : -1;
      most = Math.max(most, inFlight);
      await new Promise((resolve) => setImmediate(resolve));
    };
    expect(await stage.apply(plan, { concurrency: 16 })).toEqual({ ...result, done: 64 });
    expect(most).toBe(16);
    // 64 intents, 64 sealed lines, 64 pairs of sealed and done: 192 promises of durability.
    expect(stage.disk.flushes).toBeLessThan(96);
  });
});

test('a target that refuses calls until it is verified is done, and named', async () => {
  const notes = new Notes();
  const target = openSubUsers(createMemoryProvider());
  const blocking: SubUsers = {
    ...target,
    async create(input, options) {
      const created = await target.create(input, options);
      return { ...created, subUser: { ...created.subUser, status: 'blocked' } };
    },
  };
  const plan = planOf([createStep(1)]);
  const ended = await applyPlan({ plan, target: blocking, journal: notes, sink: notes });
  expect(ended).toEqual({ ...result, done: 1, callsBlocked: ['s1'] });
  expect(notes.written.at(-1)).toMatchObject({ type: 'done', step: 's1', callsBlocked: true });
});

describe('a step that fails', () => {
  test('is recorded, stays reported, does not stop the others, and is done when it is tried again', async () => {
    const stage = stageOf();
    plant(stage, 'create', [undefined, undefined, 'quota-exceeded']);
    const failed = [
      { id: 's3', name: 'desk-3', code: 'quota-exceeded', message: 'memory create: planted quota-exceeded' },
    ];
    const failures: unknown[] = [];
    const onProgress = ({ failure }: ApplyProgress): void => void (failure && failures.push(failure));
    expect(await stage.apply(ten, { concurrency: 1, onProgress })).toEqual({ ...result, done: 9, failed });
    expect(failures).toEqual(failed);
    expect(entriesOf(stage).filter(({ type }) => type === 'failed')).toEqual([
      {
        type: 'failed',
        step: 's3',
        code: 'quota-exceeded',
        message: 'memory create: planted quota-exceeded',
        at: stage.clock.now(),
      },
    ]);
    const before = stage.journal;
    expect(await stage.apply(ten)).toEqual({ ...result, done: 0, skipped: 9, failed });
    expect(stage.journal).toBe(before);
    expect(await stage.apply(ten, { retryFailed: true })).toEqual({ ...result, done: 1, skipped: 9 });
    expect(await stage.all()).toHaveLength(10);
  });

  test('with an open outcome is settled when it is tried again', async () => {
    const stage = stageOf();
    const plan = planOf([createStep(1)]);
    stage.interrupt = (operation, moment) => {
      if (operation === 'create' && moment === 'after') throw carrierError('outcome-unknown');
      if (operation === 'listPage') throw carrierError('unavailable', 'list');
    };
    const { failed } = await stage.apply(plan);
    expect(failed).toMatchObject([{ id: 's1', code: 'outcome-unknown' }]);
    const entry = entriesOf(stage).find(({ type }) => type === 'failed');
    const intents = entriesOf(stage).flatMap((each) => (each.type === 'intent' ? each.nonce : []));
    expect(entry).toMatchObject({ openAttempts: intents });
    stage.interrupt = () => {};
    expect(await stage.all()).toHaveLength(1);
    expect(await stage.apply(plan, { retryFailed: true })).toEqual({ ...result, done: 1 });
    const all = await stage.all();
    expect(all.map(({ id }) => id)).toEqual(['m2']);
    const [{ login, secret } = { login: '', secret: new Secret('') }] = await openSealed(stage.sealed, keys.privateJwk);
    expect(stage.provider.authenticates(login, secret.reveal())).toBe(true);
  });

  test('with an unexpected error is reported without that error’s message', async () => {
    const notes = new Notes();
    const target = openSubUsers(createMemoryProvider());
    const broken: SubUsers = { ...target, create: () => Promise.reject(new Error('marker')) };
    const { failed } = await applyPlan({ plan: planOf([createStep(1)]), target: broken, journal: notes, sink: notes });
    expect(failed).toMatchObject([{ code: 'internal', message: expect.stringContaining('please report') }]);
    expect(JSON.stringify(notes.written)).not.toContain('marker');
  });

  test('without credentials is not done, and its target is found again', async () => {
    const memory = createMemoryProvider();
    let isMute = true;
    const provider: typeof memory = {
      ...memory,
      create: async (draft, call) => {
        const { subUser, credentials } = await memory.create(draft, call);
        return { subUser, ...(!isMute && credentials && { credentials }) };
      },
    };
    const clock = stageOf().clock;
    const notes = new Notes();
    const settings = { plan: planOf([createStep(1)]), target: openSubUsers(provider, { clock }), clock };
    const { failed } = await applyPlan({ ...settings, journal: notes, sink: notes });
    const message = 'memory create of “desk-1”: m1 was created without credentials, so nobody can use it';
    expect(failed).toEqual([{ id: 's1', name: 'desk-1', code: 'unexpected-response', message }]);
    isMute = false;
    expect(await applyPlan({ ...settings, journal: notes, sink: notes, retryFailed: true })).toEqual({
      ...result,
      done: 1,
    });
    await expect(memory.get('m1')).rejects.toMatchObject({ code: 'not-found' });
    expect(notes.sealed).toEqual([{ step: 's1', nonce: expect.any(String), target: 'm2' }]);
  });

  test.each(['unauthenticated', 'permission-denied'] as const)(
    'as %s ends the run, which can be resumed',
    async (code) => {
      const stage = stageOf();
      plant(stage, 'create', [undefined, code]);
      const states: string[] = [];
      const onProgress = ({ step, state }: ApplyProgress): void => void states.push(`${step.id} ${state}`);
      const stopped = await stage.apply(ten, { concurrency: 1, onProgress });
      const isRecorded = code === 'permission-denied';
      const failed = isRecorded ? [{ id: 's2', name: 'desk-2', code, message: `memory create: planted ${code}` }] : [];
      const left = isRecorded ? 8 : 9;
      expect(stopped).toEqual({ ...result, done: 1, failed, left, stopped: true, refusal: carrierError(code) });
      expect(states.at(-1)).toBe(isRecorded ? 's2 failed' : 's2 left');
      expect(await stage.apply(ten)).toEqual({ ...result, done: left, skipped: 1, failed });
      expect(await stage.apply(ten, { retryFailed: true })).toEqual({
        ...result,
        done: 10 - 1 - left,
        skipped: left + 1,
      });
      expect(await stage.all()).toHaveLength(10);
    },
  );

  test('as unauthenticated while an attempt is looked for ends the run, too', async () => {
    const stage = stageOf();
    const plan = planOf([createStep(1)]);
    stage.interrupt = (operation, moment) => {
      if (operation === 'create' && moment === 'after') throw carrierError('outcome-unknown');
      if (operation === 'listPage') throw carrierError('unauthenticated', 'list');
    };
    expect(await stage.apply(plan)).toMatchObject({ failed: [], left: 1, refusal: { code: 'unauthenticated' } });
    stage.interrupt = () => {};
    expect(await stage.apply(plan)).toEqual({ ...result, done: 1 });
    expect(await stage.all()).toHaveLength(1);
  });
});

describe('a late arrival that could not be looked for', () => {
  /** The first answer is lost and not to be found, the second create succeeds; then the list cannot be read any more. */
  async function leaveOne(): Promise<{ stage: Stage; plan: ReturnType<typeof planOf> }> {
    const stage = stageOf();
    let lists = 0;
    stage.lateCreate = 1;
    stage.dropsLate = true;
    stage.interrupt = (operation, moment) => {
      if (operation !== 'listPage' || moment !== 'before') return;
      lists += 1;
      if (lists > 1) throw carrierError('unavailable', 'list');
    };
    return { stage, plan: planOf([createStep(1)]) };
  }

  test('keeps the step from being done; the next try deletes it and keeps the sealed one', async () => {
    const { stage, plan } = await leaveOne();
    expect(await stage.apply(plan)).toMatchObject({ done: 0, failed: [{ id: 's1', code: 'unavailable' }] });
    stage.interrupt = () => {};
    expect((await stage.all()).map(({ id }) => id).toSorted()).toEqual(['m1', 'm2']);
    const sealed = stage.sealed;
    expect(await stage.apply(plan, { retryFailed: true })).toEqual({ ...result, done: 1 });
    const all = await stage.all();
    expect(stage.sealed).toBe(sealed);
    const [{ id, login, secret } = { id: '', login: '', secret: new Secret('') }] = await openSealed(
      sealed,
      keys.privateJwk,
    );
    expect(all.map((each) => each.id)).toEqual([id]);
    expect(stage.provider.authenticates(login, secret.reveal())).toBe(true);
  });

  test('is remembered while the carrier is unreachable, and may be gone afterwards', async () => {
    const { stage, plan } = await leaveOne();
    await stage.apply(plan);
    stage.interrupt = (operation) => {
      if (operation === 'get') throw carrierError('unavailable', 'get');
    };
    expect(await stage.apply(plan, { retryFailed: true })).toMatchObject({ failed: [{ code: 'unavailable' }] });
    // Between looking and deleting, somebody else is faster.
    stage.interrupt = (operation) => {
      if (operation === 'delete') throw carrierError('not-found', 'delete');
    };
    // But here nobody was: it is still there.
    const doubled = [{ reference: 'src:s1', targets: ['m2', 'm1'] }];
    expect(await stage.apply(plan, { retryFailed: true })).toEqual({ ...result, done: 1, doubled });
  });

  test('that cannot be deleted stays a failure', async () => {
    const { stage, plan } = await leaveOne();
    await stage.apply(plan);
    plant(stage, 'delete', ['permission-denied']);
    expect(await stage.apply(plan, { retryFailed: true })).toMatchObject({ failed: [{ code: 'permission-denied' }] });
    expect(await stage.apply(plan, { retryFailed: true })).toEqual({ ...result, done: 1 });
    expect(await stage.all()).toHaveLength(1);
  });
});

describe('adopting and updating', () => {
  const stepOf = (id: string, change?: PlanStep['change']): PlanStep => ({
    id,
    name: id,
    action: 'update',
    target: { id: 'm1', name: 'desk' },
    ...(change && { change }),
    losses: [],
    blocks: [],
  });

  test('a request whose answer is lost is sent again, three times at most', async () => {
    const stage = stageOf();
    await stage.open().create({ name: 'desk' });
    const plan = planOf([stepOf('s1', { email: 'a@example.org' }), stepOf('s2', { phone: '+49 30 1' })]);
    plant(stage, 'update', ['outcome-unknown', 'unexpected-response', undefined, ...Array(3).fill('outcome-unknown')]);
    expect(await stage.apply(plan, { concurrency: 1 })).toEqual({
      ...result,
      done: 1,
      failed: [{ id: 's2', name: 's2', code: 'outcome-unknown', message: 'memory update: planted outcome-unknown' }],
    });
    expect(stage.provider.operations.filter((each) => each === 'update')).toHaveLength(6);
    expect(await stage.all()).toMatchObject([{ id: 'm1', email: 'a@example.org', phone: null }]);
    expect(stage.sealed).toBe('');
  });

  test('a step without changes is done without a request', async () => {
    const stage = stageOf();
    expect(await stage.apply(planOf([stepOf('s1'), stepOf('s2', {})]))).toEqual({ ...result, done: 2 });
    expect(stage.provider.operations).toEqual([]);
    expect(typesOf(stage, 's1')).toEqual(['intent', 'done']);
  });
});

describe('a full disk', () => {
  test.each([300, 700, 1_100, 1_500, 1_900])(
    'after %i bytes: nothing was sent that is not written',
    async (capacity) => {
      const stage = stageOf();
      const drafts: string[] = [];
      const { create } = stage.provider;
      stage.provider.create = (draft, call) => {
        drafts.push(draft.description ?? '');
        return create(draft, call);
      };
      stage.disk.capacity = capacity;
      await expect(stage.apply(ten, { concurrency: 3 })).rejects.toMatchObject({ code: 'not-durable' });
      const whole = stage.journal.slice(0, stage.journal.lastIndexOf('\n'));
      for (const description of drafts) expect(whole).toContain(/~([a-z0-9]+)\]/u.exec(description)?.[1]);
      stage.disk.capacity = Number.POSITIVE_INFINITY;
      stage.provider.create = create;
      expect(await stage.apply(ten)).toMatchObject({ failed: [], left: 0 });
      const opened = (await openSealed(stage.sealed, keys.privateJwk)).filter(({ isSuperseded }) => !isSuperseded);
      expect(opened.map(({ id }) => id).toSorted()).toEqual((await stage.all()).map(({ id }) => id).toSorted());
      for (const { login, secret } of opened) expect(stage.provider.authenticates(login, secret.reveal())).toBe(true);
    },
  );
});

describe('signals', () => {
  /** Aborts while the fourth and fifth create are in flight. */
  function abortAtFifth(stage: Stage, moment: 'before' | 'after', abort: () => void): void {
    let creates = 0;
    stage.interrupt = async (operation, when) => {
      if (operation !== 'create' || when !== moment) return;
      creates += 1;
      if (creates === 5) abort();
      await new Promise((resolve) => setImmediate(resolve));
    };
  }

  test('the first finishes what is in flight and starts nothing new', async () => {
    const stage = stageOf();
    const stop = new AbortController();
    abortAtFifth(stage, 'before', () => stop.abort());
    const stopped = await stage.apply(ten, { concurrency: 2, signal: stop.signal });
    const { done } = stopped;
    // The fifth, and the one that was in flight with it.
    expect([5, 6]).toContain(done);
    expect(stopped).toEqual({ ...result, done, left: 10 - done, stopped: true });
    expect(entriesOf(stage).filter(({ type }) => type === 'intent')).toHaveLength(done);
    expect(await stage.apply(ten, { signal: AbortSignal.abort() })).toEqual({ ...stopped, done: 0, skipped: done });
    stage.interrupt = () => {};
    expect(await stage.apply(ten)).toEqual({ ...result, done: 10 - done, skipped: done });
    expect(await stage.all()).toHaveLength(10);
  });

  test('the second cancels what is in flight; what was sent is settled by the next run', async () => {
    const stage = stageOf();
    const [stop, cancel] = [new AbortController(), new AbortController()];
    const { create } = stage.provider;
    // As an adapter does: sent, and then cancelled while it waits.
    stage.provider.create = async (draft, call) => {
      const created = await create(draft, call);
      if (call?.signal?.aborted) throw carrierError('cancelled');
      return created;
    };
    abortAtFifth(stage, 'after', () => {
      stop.abort();
      cancel.abort();
    });
    const signals = { signal: stop.signal, hardSignal: cancel.signal };
    const stopped = await stage.apply(ten, { concurrency: 2, ...signals });
    expect(stopped).toMatchObject({ failed: [], stopped: true });
    expect(stopped.left).toBeGreaterThanOrEqual(5);
    expect(stopped.done + stopped.left).toBe(10);
    expect(entriesOf(stage).filter(({ type }) => type === 'failed')).toEqual([]);
    stage.interrupt = () => {};
    expect((await stage.all()).length).toBeGreaterThan(stopped.done);
    expect(await stage.apply(ten)).toEqual({ ...result, done: stopped.left, skipped: stopped.done });
    const all = await stage.all();
    expect(new Set(all.map(({ reference }) => reference)).size).toBe(10);
    expect(all).toHaveLength(10);
  });
});

describe('a sink', () => {
  test('whose target is gone, or belongs to somebody else now, does not count', async () => {
    for (const change of ['delete', 'rename'] as const) {
      const stage = stageOf();
      const plan = planOf([createStep(1)]);
      await stage.apply(plan);
      // As if it had died before `sealed` and `done`.
      const [begin = '', intent = ''] = stage.journal.split('\n');
      stage.disk.put('journal', `${begin}\n${intent}\n`);
      if (change === 'delete') await stage.open().delete('m1');
      else await stage.open().update('m1', { reference: 'other:7' });
      expect(await stage.apply(plan)).toEqual({ ...result, done: 1 });
      expect((await stage.all()).filter(({ reference }) => reference === 'src:s1')).toMatchObject([{ id: 'm2' }]);
      expect(
        (await openSealed(stage.sealed, keys.privateJwk)).map(({ id, isSuperseded }) => [id, isSuperseded]),
      ).toEqual([
        ['m1', true],
        ['m2', false],
      ]);
    }
  });

  test('with lines of another plan for the same step is not confused with this one', async () => {
    const stage = stageOf();
    await stage.apply(planOf([createStep(1)]));
    const first = stage.journal;
    stage.disk.put('journal', '');
    const plan = planOf([createStep(1, 'second')], 'e'.repeat(64));
    const doubled = [{ reference: 'src:s1', targets: ['m2', 'm1'] }];
    expect(await stage.apply(plan)).toEqual({ ...result, done: 1, doubled });
    expect(first).not.toBe(stage.journal);
    expect((await stage.all()).map(({ name }) => name)).toEqual(['second', 'desk-1']);
  });
});

describe('at the end the references on the target are counted', () => {
  const plan = planOf([createStep(1), createStep(2)]);

  test('two of one, which another machine made, are named', async () => {
    const stage = stageOf();
    stage.interrupt = async (operation, moment) => {
      if (operation !== 'create' || moment !== 'after') return;
      stage.interrupt = () => {};
      await stage.open().create({ name: 'theirs', reference: 'src:s2' });
      await stage.open().create({ name: 'a stranger', reference: 'src:s3' });
    };
    const { doubled, ...rest } = await stage.apply(plan, { concurrency: 1 });
    expect(rest).toEqual({ ...result, done: 2 });
    expect(doubled?.map(({ reference, targets }) => [reference, targets.length])).toEqual([['src:s2', 2]]);
  });

  test('a target that cannot be read then is told', async () => {
    const stage = stageOf();
    plant(stage, 'listPage', Array(9).fill('unavailable'));
    const { uncounted, ...rest } = await stage.apply(plan);
    expect([rest, uncounted]).toMatchObject([{ ...result, done: 2 }, { code: 'unavailable' }]);
  });

  test('a run that created nothing, or that left something, does not read it', async () => {
    const stage = stageOf();
    plant(stage, 'listPage', Array(9).fill('unavailable'));
    const abort = new AbortController();
    const onProgress = ({ state }: ApplyProgress): void => void (state === 'done' && abort.abort());
    const stopped = await stage.apply(plan, { concurrency: 1, signal: abort.signal, onProgress });
    expect(stopped).toEqual({ ...result, done: 1, left: 1, stopped: true });
  });
});

test('a sink that cannot be written is told before anything is created', async () => {
  const stage = stageOf();
  stage.disk.capacity = 300;
  await expect(stage.apply(planOf([createStep(1)]))).rejects.toMatchObject({
    code: 'not-durable',
    message: expect.stringContaining('sealed could not be written'),
  });
  expect([stage.creates, stage.journal]).toEqual([0, '']);
});

test('a doubled journal (cat a a) changes nothing', async () => {
  const stage = stageOf();
  const plan = planOf([createStep(1), createStep(2)]);
  await stage.apply(plan);
  stage.disk.put('journal', stage.journal + stage.journal);
  expect(await stage.apply(plan)).toEqual({ ...result, done: 0, skipped: 2 });
  stage.disk.put('sealed', stage.sealed + stage.sealed);
  expect(await stage.apply(plan)).toEqual({ ...result, done: 0, skipped: 2 });
});

test('no plan, journal or error contains a secret, and the sink none in clear', async () => {
  for (const kind of ['issued', 'chosen'] as const) {
    const stage = stageOf(kind);
    plant(stage, 'create', [undefined, 'outcome-unknown', 'quota-exceeded', 'internal'], 'after');
    const outcome = await stage.apply(ten, { concurrency: 2 });
    const secrets = (await openSealed(stage.sealed, keys.privateJwk)).map(({ secret }) => secret.reveal());
    expect(secrets.length).toBeGreaterThan(7);
    const written = stage.journal + stage.sealed + JSON.stringify([ten, outcome]);
    for (const secret of secrets) expect(written).not.toContain(secret);
  }
});

test('an exception in onProgress ends the run', async () => {
  const stage = stageOf();
  const onProgress = ({ state }: ApplyProgress): void => {
    if (state === 'done') throw new Error('the terminal is gone');
  };
  await expect(stage.apply(ten, { concurrency: 2, onProgress })).rejects.toThrow('the terminal is gone');
  expect(await stage.apply(ten)).toEqual({ ...result, done: 8, skipped: 2 });
});
