import { getEventListeners } from 'node:events';
import { describe, expect, test } from 'vitest';
import type { Clock } from '../ports/clock.ts';
import { createMemoryProvider, type MemoryOptions, type MemoryProvider } from '../memory/index.ts';
import { openSubUsers } from '../sub-users/open-sub-users.ts';
import { Secret } from '../model/secret.ts';
import { type ErrorCode, SubUserError } from '../model/sub-user-error.ts';
import type { SubUser } from '../model/sub-user.ts';
import type { SubUsers } from '../sub-users/sub-users.ts';
import { ManualClock } from '../testing/manual-clock.ts';
import type { Traits } from '../model/traits.ts';

const chosen: Partial<Traits> = {
  name: { minLength: 5, fold: 'lower-case', unique: true, source: 'test' },
  password: { minLength: 8, classes: [], whiteSpace: 'refused', source: 'test' },
  credentials: { origin: 'chosen', shown: 'never' },
  listing: { order: 'unstated', shiftEvidence: 'overlap' },
};

function failed(code: ErrorCode, operation = 'create'): SubUserError {
  return new SubUserError(code, `planted ${code}`, { carrier: 'memory', operation });
}

type Fault = 'lost-before' | 'lost-after' | 'late' | SubUserError | undefined;

interface Stage {
  subUsers: SubUsers;
  provider: MemoryProvider;
  clock: ManualClock;
  all(): Promise<readonly SubUser[]>;
}

/** A memory provider whose creates end one after the other as `faults` says; `late` is applied 3 s after its reply was lost. */
function stage(faults: Fault[], options: MemoryOptions = {}, interrupt?: MemoryOptions['interrupt']): Stage {
  const clock = new ManualClock();
  let current: Fault;
  const memory = createMemoryProvider({
    clock,
    ...options,
    async interrupt(operation, moment) {
      await interrupt?.(operation, moment);
      if (operation !== 'create') return;
      if (moment === 'before' && current === 'lost-before') throw failed('outcome-unknown');
      if (moment === 'after' && current === 'lost-after') throw failed('outcome-unknown');
    },
  });
  const provider: MemoryProvider = {
    ...memory,
    create(draft, call) {
      current = faults.shift();
      if (current === 'late') {
        // If names are unique it may be refused then, unnoticed.
        clock.plan(3_000, () => memory.create(draft).catch(() => undefined));
        return Promise.reject(failed('outcome-unknown'));
      }
      return SubUserError.is(current) ? Promise.reject(current) : memory.create(draft, call);
    },
  };
  const subUsers = openSubUsers(provider, { clock, settle: { rounds: 5, lateMs: 5_000 } });
  return {
    subUsers,
    provider,
    clock,
    async all() {
      const { items } = await memory.listPage({});
      // Reading the outcome is not part of what is observed.
      (memory.operations as string[]).pop();
      return items;
    },
  };
}

async function failure(promise: Promise<unknown>): Promise<SubUserError> {
  return promise.then(
    () => expect.unreachable(),
    (error: unknown) => error as SubUserError,
  );
}

const settle = { ifUnknown: 'settle' } as const;

describe('issued credentials, names that may repeat', () => {
  test('nothing lost: one create, no look-up', async () => {
    const { subUsers, provider } = stage([]);
    const { subUser } = await subUsers.create({ name: 'Acme' }, settle);
    expect(subUser).toMatchObject({ name: 'Acme', description: null, reference: null });
    expect(provider.operations).toEqual(['create']);
  });

  test('applied, answer lost: the orphan is deleted, exactly one is left and its secret works', async () => {
    const { subUsers, provider, all } = stage(['lost-after']);
    const { subUser, credentials, openAttempts } = await subUsers.create({ name: 'Acme', reference: 'a' }, settle);
    expect((await all()).map(({ id }) => id)).toEqual([subUser.id]);
    expect(provider.authenticates(credentials?.login ?? '', credentials?.secret.reveal() ?? '')).toBe(true);
    expect(openAttempts).toBeUndefined();
    expect(provider.operations).toEqual(['create', 'listPage', 'delete', 'get', 'create']);
  });

  test('not applied: created again, and looked for once more after the success', async () => {
    const { subUsers, provider, clock, all } = stage(['lost-before']);
    await subUsers.create({ name: 'Acme' }, settle);
    expect(await all()).toHaveLength(1);
    expect(clock.delays).toEqual([5_000]);
    expect(provider.operations).toEqual(['create', 'listPage', 'create', 'listPage']);
  });

  test('applied late, after the look-up: the late arrival is deleted', async () => {
    const { subUsers, provider, all } = stage(['late']);
    const { subUser, credentials } = await subUsers.create({ name: 'Acme' }, settle);
    expect((await all()).map(({ id }) => id)).toEqual([subUser.id]);
    expect(provider.authenticates(subUser.id, credentials?.secret.reveal() ?? '')).toBe(true);
  });

  test('lost again and again: still exactly one', async () => {
    const { subUsers, all } = stage(['lost-after', 'late', 'lost-before']);
    const { subUser } = await subUsers.create({ name: 'Acme' }, settle);
    expect((await all()).map(({ id }) => id)).toEqual([subUser.id]);
  });

  test('several were lost: the success waits until the last of them can come no more', async () => {
    const { subUsers, provider, clock } = stage(['lost-before', 'lost-before'], {}, async (operation, moment) => {
      // Each create takes a second.
      if (operation === 'create' && moment === 'before') await clock.sleep(1_000);
    });
    await subUsers.create({ name: 'Acme' }, settle);
    // The first two fail after 1 s and 2 s, the third succeeds after 3 s, and 5 s after the second is 7 s.
    expect(clock.delays).toEqual([1_000, 1_000, 1_000, 4_000]);
    expect(provider.operations.filter((each) => each === 'listPage')).toHaveLength(3);
  });

  test('the rounds run out: outcome-unknown, with the attempts that are open, which a later call settles', async () => {
    const { subUsers, provider, all } = stage(['lost-before', 'lost-before', 'lost-before', 'lost-before']);
    const error = await failure(subUsers.create({ name: 'Acme' }, settle));
    expect(error.code).toBe('outcome-unknown');
    expect(error.detail.openAttempts).toHaveLength(4);
    expect(await all()).toEqual([]);
    const { openAttempts } = error.detail;
    const [open = ''] = openAttempts ?? [];
    await provider.create({ name: 'Acme', description: `[ref:~${open}]` });
    const { subUser } = await subUsers.create({ name: 'Acme' }, { ...settle, openAttempts });
    expect((await all()).map(({ id }) => id)).toEqual([subUser.id]);
  });

  test('all credentials that came with unreadable replies are handed on, not the last alone', async () => {
    let attempt = 0;
    const misfit = (): SubUserError => {
      attempt += 1;
      const credentials = { login: '', secret: new Secret(`rescued-${attempt}`) };
      const detail = { carrier: 'memory', operation: 'create', credentials };
      return new SubUserError('unexpected-response', 'odd', detail);
    };
    const clock = new ManualClock();
    const memory = createMemoryProvider({ clock });
    const provider = { ...memory, create: () => Promise.reject(misfit()) };
    const subUsers = openSubUsers(provider, { clock, settle: { rounds: 4, lateMs: 5_000 } });
    const { detail } = await failure(subUsers.create({ name: 'Acme' }, settle));
    expect(detail.openAttempts).toHaveLength(attempt);
    const all = [detail.credentials, ...(detail.otherCredentials ?? [])].map((each) => each?.secret.reveal());
    expect(all.toSorted()).toEqual(['rescued-1', 'rescued-2', 'rescued-3']);
  });

  test('credentials of an attempt that stays open beside the one that succeeded are handed on', async () => {
    const credentials = { login: '', secret: new Secret('rescued-1') };
    const detail = { carrier: 'memory', operation: 'create', credentials };
    const faults = [new SubUserError('unexpected-response', 'odd', detail)];
    let lists = 0;
    const { subUsers } = stage(faults, {}, (operation, moment) => {
      if (operation === 'listPage' && moment === 'before') lists += 1;
      if (lists > 1) throw failed('unavailable', 'list');
    });
    const created = await subUsers.create({ name: 'Acme' }, settle);
    expect(created.openAttempts).toHaveLength(1);
    expect(created.otherCredentials?.map((each) => each.secret.reveal())).toEqual(['rescued-1']);
  });

  test('credentials that came with a reply that did not fit are adopted with their sub-user', async () => {
    const credentials = { login: '', secret: new Secret('rescued') };
    const misfit = new SubUserError('unexpected-response', 'odd', {
      carrier: 'memory',
      operation: 'create',
      credentials,
    });
    let hasThrown = false;
    const { subUsers, provider, all } = stage([], {}, (operation, moment) => {
      if (operation !== 'create' || moment !== 'after' || hasThrown) return;
      hasThrown = true;
      throw misfit;
    });
    const created = await subUsers.create({ name: 'Acme', description: 'mine' }, settle);
    expect(created).toMatchObject({
      subUser: { id: 'm1', description: 'mine' },
      credentials: { ...credentials, login: 'm1' },
    });
    expect(await all()).toHaveLength(1);
    expect(provider.operations).toEqual(['create', 'listPage']);
  });

  test('others of the same name, before and meanwhile, survive', async () => {
    const { subUsers, provider, all } = stage([undefined, 'lost-after']);
    const before = await subUsers.create({ name: 'Acme', reference: 'a' });
    const creating = subUsers.create({ name: 'Acme', reference: 'a' }, settle);
    const meanwhile = await provider.create({ name: 'Acme', description: 'x [ref:a~abcdefghij]' });
    const { subUser } = await creating;
    const ids = (await all()).map(({ id }) => id);
    expect(ids.toSorted()).toEqual([before.subUser.id, meanwhile.subUser.id, subUser.id].toSorted());
  });

  test('a failed search is repeated, and nothing is created before it succeeds', async () => {
    let failures = 2;
    const { subUsers, provider, all } = stage(['lost-after'], {}, (operation, moment) => {
      if (operation === 'listPage' && moment === 'before' && failures-- > 0) throw failed('unavailable', 'list');
    });
    const { subUser } = await subUsers.create({ name: 'Acme' }, settle);
    expect((await all()).map(({ id }) => id)).toEqual([subUser.id]);
    expect(provider.operations.slice(0, 7)).toEqual([
      'create',
      'listPage',
      'listPage',
      'listPage',
      'delete',
      'get',
      'create',
    ]);
  });

  test('the look-up never answers: outcome-unknown, nothing created twice', async () => {
    const { subUsers, provider } = stage(['lost-after'], {}, (operation) => {
      if (operation === 'listPage') throw failed('unavailable', 'list');
    });
    const error = await failure(subUsers.create({ name: 'Acme' }, settle));
    expect(error.code).toBe('outcome-unknown');
    expect(error.detail.openAttempts).toHaveLength(1);
    expect(SubUserError.is(error.cause, 'unavailable')).toBe(true);
    expect(provider.operations).toEqual(['create', 'listPage', 'listPage', 'listPage', 'listPage']);
  });

  test('deleting the orphan is lost: it is looked for again', async () => {
    for (const moment of ['before', 'after'] as const) {
      let failures = 1;
      const { subUsers, all } = stage(['lost-after'], {}, (operation, when) => {
        if (operation === 'delete' && when === moment && failures-- > 0) throw failed('outcome-unknown', 'delete');
      });
      const { subUser } = await subUsers.create({ name: 'Acme' }, settle);
      expect((await all()).map(({ id }) => id)).toEqual([subUser.id]);
    }
  });

  test('somebody else deleted the orphan meanwhile', async () => {
    const { subUsers, provider, all } = stage(['lost-after'], {}, (operation, moment) => {
      if (operation === 'delete' && moment === 'after') throw failed('not-found', 'delete');
    });
    const { subUser } = await subUsers.create({ name: 'Acme' }, settle);
    expect((await all()).map(({ id }) => id)).toEqual([subUser.id]);
    expect(provider.operations).toEqual(['create', 'listPage', 'delete', 'create', 'listPage']);
  });

  test('a delete of the orphan is answered not-found by something in between: it is deleted after all', async () => {
    let lies = 1;
    const { subUsers, all } = stage(['lost-after'], {}, (operation, moment) => {
      if (operation === 'delete' && moment === 'before' && lies-- > 0) throw failed('not-found', 'delete');
    });
    const { subUser, openAttempts } = await subUsers.create({ name: 'Acme' }, settle);
    expect((await all()).map(({ id }) => id)).toEqual([subUser.id]);
    expect(openAttempts).toBeUndefined();
  });

  test('every delete of the orphan is answered not-found though it is listed: the open attempt is told', async () => {
    const { subUsers, all } = stage(['lost-after'], {}, (operation, moment) => {
      if (operation === 'delete' && moment === 'before') throw failed('not-found', 'delete');
    });
    const { subUser, openAttempts } = await subUsers.create({ name: 'Acme' }, settle);
    const orphan = (await all()).find(({ id }) => id !== subUser.id);
    expect(openAttempts).toEqual([/~(.*)\]$/u.exec(orphan?.description ?? '')?.[1]]);
  });

  test('the last look after a success fails: the secret is not lost, and the open attempt is told', async () => {
    let lists = 0;
    const { subUsers, provider } = stage(['lost-before'], {}, (operation, moment) => {
      if (operation === 'listPage' && moment === 'before' && ++lists > 1) throw failed('unavailable', 'list');
    });
    const { credentials, openAttempts } = await subUsers.create({ name: 'Acme' }, settle);
    expect(openAttempts).toHaveLength(1);
    expect(provider.authenticates(credentials?.login ?? '', credentials?.secret.reveal() ?? '')).toBe(true);
  });

  test('an attempt is open, and the next is refused for good: still outcome-unknown', async () => {
    const { subUsers } = stage(['lost-before', failed('permission-denied')]);
    const error = await failure(subUsers.create({ name: 'Acme' }, settle));
    expect(error.code).toBe('outcome-unknown');
    expect(error.detail.openAttempts).toHaveLength(1);
    expect(SubUserError.is(error.cause, 'permission-denied')).toBe(true);
  });

  test('certainly not applied: the error itself, and no look-up', async () => {
    for (const code of ['unavailable', 'rate-limited', 'quota-exceeded', 'invalid-argument'] as const) {
      const { subUsers, provider } = stage([failed(code)]);
      const error = await failure(subUsers.create({ name: 'Acme' }, settle));
      expect(error.code).toBe(code);
      expect(error.detail.openAttempts).toBeUndefined();
      expect(provider.operations).toEqual([]);
    }
  });

  test('an adapter that fails by a bug of its own proves nothing: the attempt is settled, or told', async () => {
    let throws = 1;
    const { subUsers, all } = stage([], {}, (operation, moment) => {
      if (operation === 'create' && moment === 'after' && throws-- > 0) throw new TypeError('a bug');
    });
    const { subUser } = await subUsers.create({ name: 'Acme' }, settle);
    expect((await all()).map(({ id }) => id)).toEqual([subUser.id]);
    throws = 1;
    const error = await failure(subUsers.create({ name: 'Acme', reference: 'a' }));
    expect(error.code).toBe('outcome-unknown');
    expect(error.detail.openAttempts).toHaveLength(1);
  });

  test('cancelled while it settles', async () => {
    const abort = new AbortController();
    const { subUsers } = stage(['lost-after'], {}, (operation, moment) => {
      if (operation === 'listPage' && moment === 'before') abort.abort(new Error('enough'));
    });
    const error = await failure(subUsers.create({ name: 'Acme' }, { ...settle, signal: abort.signal }));
    expect(error.code).toBe('cancelled');
    expect(error.detail.openAttempts).toHaveLength(1);
  });

  test('cancelled while it creates', async () => {
    const abort = new AbortController();
    const { subUsers } = stage([], {}, (operation, moment) => {
      if (operation !== 'create' || moment !== 'after') return;
      abort.abort();
      throw failed('cancelled');
    });
    const error = await failure(subUsers.create({ name: 'Acme' }, { ...settle, signal: abort.signal }));
    expect(error.code).toBe('cancelled');
    expect(error.detail.openAttempts).toHaveLength(1);
  });
});

describe('chosen passwords, unique names', () => {
  test('applied, answer lost: adopted, and the password works', async () => {
    const { subUsers, provider, all } = stage(['lost-after'], { traits: chosen });
    const { subUser, credentials } = await subUsers.create({ name: 'Acme-1', reference: 'a' }, settle);
    expect(subUser).toMatchObject({ name: 'acme-1', reference: 'a' });
    expect(await all()).toHaveLength(1);
    expect(provider.authenticates('acme-1', credentials?.secret.reveal() ?? '')).toBe(true);
    expect(provider.operations).toEqual(['create', 'listPage']);
  });

  test('an earlier call’s attempt has an unknown password: deleted, and created again', async () => {
    const { subUsers, provider, all } = stage([], { traits: chosen });
    await provider.create({ name: 'acme-1', description: '[ref:~abcdefghij]', password: new Secret('generated-then') });
    const { subUser, credentials } = await subUsers.create(
      { name: 'acme-1' },
      { ...settle, openAttempts: ['abcdefghij'] },
    );
    expect((await all()).map(({ id }) => id)).toEqual([subUser.id]);
    expect(provider.authenticates('acme-1', credentials?.secret.reveal() ?? '')).toBe(true);
  });

  test('an earlier call’s attempt with the password that the caller gives: adopted', async () => {
    const { subUsers, provider } = stage([], { traits: chosen });
    const password = 'given-by-the-caller';
    const earlier = await provider.create({
      name: 'acme-1',
      description: '[ref:~abcdefghij]',
      password: new Secret(password),
    });
    const { subUser } = await subUsers.create(
      { name: 'acme-1', password },
      { ...settle, openAttempts: ['abcdefghij'] },
    );
    expect(subUser.id).toBe(earlier.subUser.id);
  });

  test('an earlier call’s attempt under another name is not the one requested: deleted, and created again', async () => {
    const { subUsers, provider, all } = stage([], { traits: chosen });
    await provider.create({ name: 'acme-0', description: '[ref:~abcdefghij]', password: new Secret('another-one') });
    const { subUser, credentials } = await subUsers.create(
      { name: 'acme-1', password: 'given-by-the-caller' },
      { ...settle, openAttempts: ['abcdefghij'] },
    );
    expect((await all()).map(({ name }) => name)).toEqual(['acme-1']);
    expect(provider.authenticates(subUser.name, credentials?.secret.reveal() ?? '')).toBe(true);
  });

  test('an earlier call’s attempt under another name comes late: no name holds it off, so it is looked for', async () => {
    const { subUsers, provider, clock, all } = stage([], { traits: chosen });
    const late = { name: 'acme-0', description: '[ref:~abcdefghij]', password: new Secret('unknown-now') };
    clock.plan(3_000, () => provider.create(late));
    const { subUser } = await subUsers.create({ name: 'acme-1' }, { ...settle, openAttempts: ['abcdefghij'] });
    expect((await all()).map(({ id }) => id)).toEqual([subUser.id]);
  });

  test('applied late, between the look-up and the next attempt: adopted', async () => {
    const { subUsers, provider, clock, all } = stage(['late'], { traits: chosen }, async (operation, moment) => {
      if (operation === 'listPage' && moment === 'after') await clock.sleep(10_000);
    });
    const { subUser, credentials } = await subUsers.create({ name: 'acme-1' }, settle);
    expect((await all()).map(({ id }) => id)).toEqual([subUser.id]);
    expect(provider.authenticates('acme-1', credentials?.secret.reveal() ?? '')).toBe(true);
  });

  test('somebody else takes the name meanwhile: already-exists, and theirs survives', async () => {
    let theirs: SubUser | undefined;
    const { subUsers, provider, all } = stage(['lost-before'], { traits: chosen }, async (operation, moment) => {
      if (operation !== 'listPage' || moment !== 'after' || theirs !== undefined) return;
      theirs = (await provider.create({ name: 'acme-1', password: new Secret('their-own') })).subUser;
    });
    const error = await failure(subUsers.create({ name: 'acme-1' }, settle));
    expect(error.code).toBe('already-exists');
    expect((await all()).map(({ id }) => id)).toEqual([theirs?.id]);
    expect(provider.authenticates('acme-1', 'their-own')).toBe(true);
  });

  test('somebody else takes the name, and the look-up that shows it fails at first: still already-exists', async () => {
    let theirs: SubUser | undefined;
    let lists = 0;
    const { subUsers, provider, all } = stage(['lost-before'], { traits: chosen }, async (operation, moment) => {
      if (operation !== 'listPage' || moment !== 'after') return;
      lists += 1;
      if (lists === 1) theirs = (await provider.create({ name: 'acme-1', password: new Secret('their-own') })).subUser;
      if (lists === 2) throw failed('unexpected-response', 'list');
    });
    expect((await failure(subUsers.create({ name: 'acme-1' }, settle))).code).toBe('already-exists');
    expect((await all()).map(({ id }) => id)).toEqual([theirs?.id]);
  });

  test('an earlier call’s attempt takes the name late: deleted, and created again', async () => {
    let isApplied = false;
    const { subUsers, provider, all } = stage([], { traits: chosen }, async (operation, moment) => {
      if (operation !== 'listPage' || moment !== 'after' || isApplied) return;
      isApplied = true;
      await provider.create({ name: 'acme-1', description: '[ref:~abcdefghij]', password: new Secret('unknown-now') });
    });
    const openAttempts = ['abcdefghij'];
    const { subUser, credentials } = await subUsers.create({ name: 'acme-1' }, { ...settle, openAttempts });
    expect((await all()).map(({ id }) => id)).toEqual([subUser.id]);
    expect(provider.authenticates('acme-1', credentials?.secret.reveal() ?? '')).toBe(true);
  });

  test('the name is held for as long as an attempt may come late: deleted after that, nothing is left', async () => {
    const { subUsers, clock, provider, all } = stage(['late'], { traits: chosen });
    const { subUser } = await subUsers.create({ name: 'acme-1' }, settle);
    expect(clock.delays).toEqual([5_000]);
    expect(provider.operations).toEqual(['listPage', 'create', 'create']);
    await subUsers.delete(subUser.id);
    await clock.sleep(10_000);
    expect(await all()).toEqual([]);
  });

  test('somebody else takes the name and gives it up, and the attempt comes late: adopted', async () => {
    let theirs: SubUser | undefined;
    const { subUsers, provider, clock, all } = stage(['late'], { traits: chosen }, async (operation, moment) => {
      if (operation !== 'listPage' || moment !== 'after' || theirs !== undefined) return;
      const { subUser } = await provider.create({ name: 'acme-1', password: new Secret('their-own') });
      theirs = subUser;
      clock.plan(1_000, () => provider.delete(subUser.id));
    });
    const { subUser, credentials } = await subUsers.create({ name: 'acme-1' }, settle);
    expect((await all()).map(({ id }) => id)).toEqual([subUser.id]);
    expect(provider.authenticates('acme-1', credentials?.secret.reveal() ?? '')).toBe(true);
  });

  test('cancelled while an attempt may still come after somebody else: cancelled, and the attempt is told', async () => {
    const abort = new AbortController();
    let theirs: SubUser | undefined;
    const { subUsers, provider, clock } = stage(['lost-before'], { traits: chosen }, async (operation, moment) => {
      if (operation !== 'listPage' || moment !== 'after' || theirs !== undefined) return;
      theirs = (await provider.create({ name: 'acme-1', password: new Secret('their-own') })).subUser;
    });
    clock.sleep = async () => {
      abort.abort(new Error('enough'));
      throw abort.signal.reason;
    };
    const error = await failure(subUsers.create({ name: 'acme-1' }, { ...settle, signal: abort.signal }));
    expect(error.code).toBe('cancelled');
    expect(error.detail.openAttempts).toHaveLength(1);
  });

  test('the name was taken before: already-exists at once', async () => {
    const { subUsers, provider } = stage([], { traits: chosen });
    await subUsers.create({ name: 'acme-1' });
    expect((await failure(subUsers.create({ name: 'ACME-1' }, settle))).code).toBe('already-exists');
    expect(provider.operations).toEqual(['create', 'create']);
  });
});

test('every attempt is told before it is sent, and a journal that fails stops it', async () => {
  const told: string[] = [];
  const { subUsers, provider, all } = stage(['lost-before']);
  const onAttempt = async (nonce: string): Promise<void> => {
    told.push(`${nonce} after ${provider.operations.filter((each) => each === 'create').length}`);
  };
  await subUsers.create({ name: 'Acme' }, { ...settle, onAttempt });
  expect(told.map((each) => each.replace(/^[a-z0-9]{10}/u, 'nonce'))).toEqual(['nonce after 0', 'nonce after 1']);
  expect((await all())[0]?.description).toBe(`[ref:~${told[1]?.slice(0, 10)}]`);
  const before = provider.operations.length;
  const full = new Error('full');
  const error = await failure(subUsers.create({ name: 'Beta' }, { ...settle, onAttempt: () => Promise.reject(full) }));
  expect(error.code).toBe('failed-precondition');
  expect(error.cause).toBe(full);
  expect(provider.operations.length).toBe(before);
});

test('many unknown outcomes at once share look-ups', async () => {
  const { subUsers, provider, all } = stage(Array.from({ length: 50 }, () => 'lost-after' as const));
  await Promise.all(Array.from({ length: 50 }, (_, each) => subUsers.create({ name: `Acme ${each}` }, settle)));
  expect((await all()).map(({ name }) => name).toSorted()).toEqual(
    Array.from({ length: 50 }, (_, each) => `Acme ${each}`).toSorted(),
  );
  // One for the attempts that were lost before it began, and one for those lost while it ran.
  expect(provider.operations.filter((each) => each === 'listPage').length).toBeLessThanOrEqual(3);
});

test('newest first with dates: a search does not read back further than the attempt', async () => {
  const { subUsers, provider, clock } = stage([], { pageSize: 2 });
  for (let each = 0; each < 20; each += 1) await subUsers.create({ name: `old ${each}` });
  await clock.sleep(2 * 3_600_000);
  await subUsers.create({ name: 'of this hour' });
  const pagesBefore = provider.operations.length;
  const once = openSubUsers(
    { ...provider, create: () => Promise.reject(failed('outcome-unknown')) },
    { clock, settle: { rounds: 2, lateMs: 0 } },
  );
  await failure(once.create({ name: 'new' }, settle));
  expect(provider.operations.slice(pagesBefore)).toEqual(['listPage']);
});

test('a carrier’s clock that is hours off hides no attempt', async () => {
  for (const hoursOff of [-7, 7]) {
    const clock = new ManualClock();
    const theirs: Clock = {
      now: () => clock.now() + hoursOff * 3_600_000,
      monotonicMs: () => clock.monotonicMs(),
      sleep: () => Promise.resolve(),
    };
    let losses = 0;
    const provider = createMemoryProvider({
      clock: theirs,
      pageSize: 2,
      interrupt(operation, moment) {
        if (operation === 'create' && moment === 'after' && losses-- > 0) throw failed('outcome-unknown');
      },
    });
    const subUsers = openSubUsers(provider, { clock });
    for (let each = 0; each < 5; each += 1) await subUsers.create({ name: `old ${each}` });
    losses = 1;
    await subUsers.create({ name: 'new' }, settle);
    const { items } = await provider.listPage({});
    expect(items.map(({ name }) => name)).toEqual(['new', 'old 4']);
  }
});

/** Descriptions as this carrier keeps them; with `asSent` its replies to a create do not show them. */
function altering(alter: (text: string) => string, faults: Fault[] = [], asSent = false): Stage {
  const carrier = stage(faults);
  const { provider, clock } = carrier;
  const keep = <D extends { description?: string | null }>(draft: D): D =>
    typeof draft.description === 'string' ? { ...draft, description: alter(draft.description) } : draft;
  const altered: MemoryProvider = {
    ...provider,
    async create(draft, call) {
      const created = await provider.create(keep(draft), call);
      const { description } = draft;
      if (!asSent || description === undefined) return created;
      return { ...created, subUser: { ...created.subUser, description }, asSent: ['description'] };
    },
    update: (id, revision, call) => provider.update(id, keep(revision), call),
  };
  return { ...carrier, provider: altered, subUsers: openSubUsers(altered, { clock }) };
}

const alterations: [string, (text: string) => string][] = [
  ['cut', (text) => text.slice(0, 20)],
  ['in upper case', (text) => text.toUpperCase()],
  ['encoded', (text) => encodeURIComponent(text)],
  ['with other brackets', (text) => text.replaceAll(/[[\]]/gu, '|')],
  ['dropped', () => ''],
];

describe('a carrier that keeps the tag', () => {
  test.each(alterations)('%s: every create says so, with the credentials', async (_, alter) => {
    for (const asSent of [false, true])
      for (const options of [{}, settle]) {
        const { subUsers, provider, all } = altering(alter, [], asSent);
        const input = { name: 'Acme', description: 'Support', reference: 'acme-42' };
        const error = await failure(subUsers.create(input, options));
        expect([error.code, error.detail.subject, await all()]).toMatchObject([
          'unexpected-response',
          'm1',
          [{ id: 'm1' }],
        ]);
        expect(error.detail.openAttempts).toBeUndefined();
        const { login = '', secret } = error.detail.credentials ?? {};
        expect(provider.authenticates(login, secret?.reveal() ?? '')).toBe(true);
      }
  });

  test.each(alterations)('%s: a lost answer is not followed by a second create', async (_, alter) => {
    const { subUsers, all } = altering(alter, ['lost-after']);
    const error = await failure(subUsers.create({ name: 'Acme', description: 'Support desk', reference: 'a' }, settle));
    expect(['outcome-unknown', 'unexpected-response']).toContain(error.code);
    expect(error.detail.openAttempts).toHaveLength(1);
    expect(error.message).toContain('m1');
    expect(await all()).toHaveLength(1);
  });

  test.each(alterations.filter(([how]) => how !== 'dropped'))('%s: an update says so', async (_, alter) => {
    const { subUsers, provider } = altering(alter);
    await provider.create({ name: 'Acme' });
    const error = await failure(subUsers.update('m1', { reference: 'acme-42', description: 'Support desk' }));
    expect([error.code, error.detail.operation]).toEqual(['unexpected-response', 'update']);
  });

  test.each([
    ['with a note behind it', (text: string) => `${text} (VIP)`, 'Support (VIP)'],
    ['with a zero-width character behind it', (text: string) => `${text}\u200b`, 'Support'],
  ])('%s: it is found all the same', async (_, alter, description) => {
    const { subUsers, all } = altering(alter, ['lost-after']);
    const { subUser } = await subUsers.create({ name: 'Acme', description: 'Support', reference: 'acme-42' }, settle);
    expect(subUser).toMatchObject({ description, reference: 'acme-42' });
    expect((await all()).map(({ id }) => id)).toEqual([subUser.id]);
  });

  test('to itself: read back at first, and again only where the text is longer than any that was seen', async () => {
    const { subUsers, provider } = altering((text) => text, [], true);
    const readsAfter = async (description: string): Promise<number> => {
      await subUsers.create({ name: 'Acme', description, reference: 'a' });
      return provider.operations.filter((each) => each === 'get').length;
    };
    expect(await readsAfter('twelve chars')).toBe(1);
    expect(await readsAfter('short')).toBe(1);
    expect(await readsAfter('twelve chårs')).toBe(2);
    expect(await readsAfter('twelve chars and more')).toBe(3);
    for await (const _ of subUsers.list());
    expect(await readsAfter('twelve chars')).toBe(3);
  });

  test('to itself, and one reply that is odd: nothing is lost', async () => {
    let odd = 2;
    const { subUsers, provider } = altering((text) => text, [], true);
    const once = openSubUsers({
      ...provider,
      async get(id, call) {
        const subUser = await provider.get(id, call);
        return odd-- > 0 ? { ...subUser, description: '17' } : subUser;
      },
    });
    expect((await once.create({ name: 'Acme', reference: 'a' })).subUser.reference).toBe('a');
    expect(provider.operations).toEqual(['create', 'get', 'get', 'get']);
    expect((await subUsers.get('m1')).reference).toBe('a');
  });

  test('where it cannot be read back: the create succeeds, and the next is read', async () => {
    let fails = true;
    const { subUsers, provider } = altering((text) => text, [], true);
    const once = openSubUsers({
      ...provider,
      get: (id, call) => (fails ? Promise.reject(failed('unavailable', 'get')) : provider.get(id, call)),
    });
    await once.create({ name: 'Acme', reference: 'a' });
    fails = false;
    await once.create({ name: 'Acme', reference: 'b' });
    expect(provider.operations).toEqual(['create', 'create', 'get']);
    expect(subUsers.carrier).toBe('memory');
  });
});

describe('a sub-user of that very name without a mark', () => {
  test('may be ours while no mark was seen to survive: nothing is created', async () => {
    const { subUsers, provider, all } = stage([undefined, 'lost-before']);
    await provider.create({ name: 'Acme' });
    const error = await failure(subUsers.create({ name: 'Acme' }, settle));
    expect([error.code, error.detail.openAttempts?.length]).toEqual(['outcome-unknown', 1]);
    expect(error.message).toContain('(m1)');
    expect(await all()).toHaveLength(1);
  });

  test('is somebody’s where a mark was seen whole and it is no cut text, or where it is two days older', async () => {
    const seen = stage([undefined, undefined, 'lost-before']);
    await seen.provider.create({ name: 'Acme' });
    await seen.subUsers.create({ name: 'Other', reference: 'other' });
    await seen.subUsers.create({ name: 'Acme' }, settle);
    expect(await seen.all()).toHaveLength(3);
    const cut = stage([undefined, undefined, 'lost-before']);
    await cut.subUsers.create({ name: 'Other', reference: 'other' });
    await cut.provider.create({ name: 'Acme', description: 'A text that is longer than any tag that was seen' });
    const description = 'A text that is longer than any tag that was seen, and cut';
    const error = await failure(cut.subUsers.create({ name: 'Acme', description }, settle));
    expect([error.code, (await cut.all()).length]).toEqual(['outcome-unknown', 2]);
    const old = stage([undefined, 'lost-before']);
    await old.provider.create({ name: 'Acme' });
    await old.clock.sleep(2 * 86_400_000 + 1);
    await old.subUsers.create({ name: 'Acme' }, settle);
    expect(await old.all()).toHaveLength(2);
  });
});

describe('evidence that does not fit: nothing is touched, and the ids are named', () => {
  const sentTwice = (options: MemoryOptions = {}): Stage => {
    const carrier: Stage = stage([], options, async (operation, moment) => {
      if (operation !== 'create' || moment !== 'after' || isDone) return;
      isDone = true;
      const [first] = await carrier.all();
      await carrier.provider.create({ name: first?.name ?? '', description: first?.description ?? '' });
      throw failed('outcome-unknown');
    });
    let isDone = false;
    return carrier;
  };

  test('a gateway sent the create twice', async () => {
    const { subUsers, all } = sentTwice({ pageSize: 1 });
    const error = await failure(subUsers.create({ name: 'Acme' }, settle));
    expect([error.code, error.detail.openAttempts?.length]).toEqual(['outcome-unknown', 1]);
    expect(error.message).toContain('2 sub-users have the mark of one attempt (m2, m1)');
    expect(await all()).toHaveLength(1);
    const again = await failure(subUsers.findAttempts(error.detail.openAttempts ?? []));
    expect([again.code, again.message]).toEqual(['failed-precondition', expect.stringContaining('(m2, m1)')]);
  });

  test.each([undefined, 'Acme'])(
    'somebody copied the description to a sub-user, and ours is gone: %s',
    async (name) => {
      let nonce = '';
      const { subUsers, provider, all } = stage(['lost-before'], {}, async (operation, moment) => {
        if (operation !== 'listPage' || moment !== 'before' || nonce === '') return;
        const description = `copied [ref:~${nonce}]`;
        nonce = '';
        await provider.create({ name: 'Theirs', description });
        if (name !== undefined) await provider.create({ name, description });
      });
      const onAttempt = async (each: string): Promise<void> => void (nonce = each);
      const error = await failure(subUsers.create({ name: 'Acme' }, { ...settle, onAttempt }));
      expect(error.code).toBe('outcome-unknown');
      expect(error.message).toContain('m1');
      expect(await all()).toHaveLength(name === undefined ? 1 : 2);
      expect(provider.operations).not.toContain('delete');
    },
  );

  test('after a success openAttempts names the attempt', async () => {
    let nonce = '';
    let lists = 0;
    const { subUsers, provider, all } = stage(['lost-before'], {}, async (operation, moment) => {
      if (operation !== 'listPage' || moment !== 'before' || ++lists !== 2) return;
      await provider.create({ name: 'Theirs', description: `copied [ref:~${nonce}]` });
    });
    const onAttempt = async (each: string): Promise<void> => void (nonce ||= each);
    const { openAttempts } = await subUsers.create({ name: 'Acme' }, { ...settle, onAttempt });
    expect(openAttempts).toEqual([nonce]);
    expect(await all()).toHaveLength(2);
  });
});

describe('a delete of the orphan that answers', () => {
  /** `delete` answers, and takes effect this much later; never: it does nothing. */
  const deleting = (lateMs: number | 'never'): Stage => {
    const carrier = stage(['lost-after']);
    const { provider, clock } = carrier;
    const lazy: MemoryProvider = {
      ...provider,
      async delete(id, call) {
        if (lateMs !== 'never') clock.plan(lateMs, () => provider.delete(id, call));
      },
    };
    return { ...carrier, subUsers: openSubUsers(lazy, { clock }) };
  };

  test('and does nothing is noticed: the open attempt is told', async () => {
    const { subUsers, all } = deleting('never');
    const { subUser, openAttempts } = await subUsers.create({ name: 'Acme' }, settle);
    const orphan = (await all()).find(({ id }) => id !== subUser.id);
    expect(openAttempts).toEqual([/~(.*)\]$/u.exec(orphan?.description ?? '')?.[1]]);
  });

  test('and is seen only after a while is waited for', async () => {
    const { subUsers, clock, all } = deleting(4_000);
    const { subUser, openAttempts } = await subUsers.create({ name: 'Acme' }, settle);
    expect([(await all()).map(({ id }) => id), openAttempts, clock.delays]).toEqual([[subUser.id], undefined, [5_000]]);
  });
});

test.each([
  [2_400, 2_400, 1],
  [4_000, 4_000, 2],
])(
  'applied %i ms late and listed %i ms after that: %i in the end, as lateMs bounds the sum',
  async (late, lag, count) => {
    const clock = new ManualClock();
    const memory = createMemoryProvider({ clock });
    const hidden = new Set<string>();
    let isFirst = true;
    const provider: MemoryProvider = {
      ...memory,
      async create(draft, call) {
        if (!isFirst) return memory.create(draft, call);
        isFirst = false;
        clock.plan(late, async () => hidden.add((await memory.create(draft)).subUser.id));
        clock.plan(late + lag, async () => hidden.clear());
        throw failed('outcome-unknown');
      },
      async listPage(request, call) {
        const page = await memory.listPage(request, call);
        return { ...page, items: page.items.filter(({ id }) => !hidden.has(id)) };
      },
    };
    await openSubUsers(provider, { clock, settle: { rounds: 4, lateMs: 5_000 } }).create({ name: 'Acme' }, settle);
    await clock.sleep(20_000);
    expect((await memory.listPage({})).items).toHaveLength(count);
  },
);

describe('the time of day is corrected while an attempt is open', () => {
  test('back by two hours: the attempt is still found behind a newer sub-user', async () => {
    let newer: Promise<unknown> | undefined;
    const { subUsers, provider, clock } = stage(
      ['lost-after'],
      { clock: new ManualClock(), pageSize: 1 },
      async (operation, when) => {
        if (operation !== 'listPage' || when !== 'before') return;
        if (newer === undefined) clock.time -= 2 * 3_600_000;
        await (newer ??= provider.create({ name: 'Newer' }));
      },
    );
    const { subUser } = await subUsers.create({ name: 'Acme' }, settle);
    const left = await Array.fromAsync(subUsers.list());
    expect(left.filter(({ name }) => name === 'Acme').map(({ id }) => id)).toEqual([subUser.id]);
  });

  test('ahead by a minute: it is waited for all the same', async () => {
    const { subUsers, clock, all } = stage(['late'], {}, (operation, when) => {
      if (operation === 'create' && when === 'before') clock.time += 60_000;
    });
    const { subUser } = await subUsers.create({ name: 'Acme' }, settle);
    expect(clock.delays).toEqual([5_000]);
    expect((await all()).map(({ id }) => id)).toEqual([subUser.id]);
  });
});

test('many that settle at once and share a signal put one listener on it, and leave none', async () => {
  const clock = new ManualClock();
  const { signal } = new AbortController();
  const most = { lookUp: 0, wait: 0 };
  const listening = (): number => getEventListeners(signal, 'abort').length;
  const provider = createMemoryProvider({
    clock,
    interrupt(operation, moment) {
      if (operation === 'listPage') most.lookUp = Math.max(most.lookUp, listening());
      if (operation === 'create' && moment === 'before' && lost.pop()) throw failed('outcome-unknown');
    },
  });
  const lost = Array.from({ length: 20 }, () => true);
  clock.sleep = async () => {
    most.wait = Math.max(most.wait, listening());
  };
  const subUsers = openSubUsers(provider, { clock });
  await Promise.all(lost.map((_, each) => subUsers.create({ name: `Acme ${each}` }, { ...settle, signal })));
  expect(most).toEqual({ lookUp: 1, wait: 1 });
  expect(listening()).toBe(0);
});

test('a reading that no search needs any more is aborted, and the next begins anew', async () => {
  const abort = new AbortController();
  const seen: (AbortSignal | undefined)[] = [];
  const provider = createMemoryProvider({ pageSize: 1 });
  for (const name of ['a', 'b', 'c', 'd']) await provider.create({ name, description: `[ref:~nonce${name}]` });
  const subUsers = openSubUsers({
    ...provider,
    async listPage(request, call) {
      seen.push(call?.signal);
      const page = await provider.listPage(request, call);
      if (seen.length === 2) abort.abort();
      await new Promise(setImmediate);
      return page;
    },
  });
  const abandoned = failure(subUsers.findAttempts(['noncea'], { signal: abort.signal }));
  const others = subUsers.findAttempts(['noncea']);
  expect((await abandoned).code).toBe('cancelled');
  expect([...(await others).keys()]).toEqual(['noncea']);
  expect(seen.map((signal) => signal?.aborted)).toEqual([true, true, true, false, false, false, false]);
});
