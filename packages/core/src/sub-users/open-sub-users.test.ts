import { inspect } from 'node:util';
import { describe, expect, test } from 'vitest';
import { createMemoryProvider, type MemoryOptions, type MemoryProvider } from '../memory/index.ts';
import { memoryTraits } from '../memory/memory-traits.ts';
import { openSubUsers } from './open-sub-users.ts';
import { Secret } from '../model/secret.ts';
import { type ErrorCode, SubUserError } from '../model/sub-user-error.ts';
import { ManualClock } from '../testing/manual-clock.ts';
import type { SubUsers } from './sub-users.ts';
import type { Traits } from '../model/traits.ts';

const absent = { access: 'absent', source: 'test' } as const;

const loginTraits: Partial<Traits> = {
  kind: 'operator',
  fields: {
    ...memoryTraits.fields,
    email: absent,
    phone: absent,
    enabled: absent,
    name: { access: 'create-only', source: 'test' },
  },
  name: {
    minLength: 5,
    maxLength: 20,
    first: 'a-z',
    characters: 'a-z0-9_-',
    fold: 'lower-case',
    unique: true,
    source: 'test',
  },
  password: {
    minLength: 8,
    classes: ['upper-case letter', 'lower-case letter', 'digit', 'special character'],
    whiteSpace: 'refused',
    source: 'test',
  },
  credentials: { origin: 'chosen', shown: 'never' },
  grants: { names: null, omitted: 'none' },
};

function open(options: MemoryOptions = {}): { subUsers: SubUsers; provider: MemoryProvider } {
  const provider = createMemoryProvider(options);
  return { provider, subUsers: openSubUsers(provider) };
}

async function failure(promise: Promise<unknown>, code: ErrorCode): Promise<SubUserError> {
  try {
    await promise;
  } catch (error) {
    if (!SubUserError.is(error, code)) throw error;
    return error;
  }
  throw new Error(`resolved, but ${code} was expected`);
}

describe('create', () => {
  test('one operation; what was given reads back, and the secret works', async () => {
    const { subUsers, provider } = open();
    const { subUser, credentials } = await subUsers.create({
      name: 'Acme',
      email: 'ops@acme.example',
      phone: '+1 (415) 555-0101',
      description: 'Main',
      grants: ['calls'],
      enabled: false,
      reference: 'acme-42',
    });
    expect(provider.operations).toEqual(['create']);
    expect(subUser).toMatchObject({
      carrier: 'memory',
      name: 'Acme',
      email: 'ops@acme.example',
      phone: '+1 (415) 555-0101',
      description: 'Main',
      grants: ['calls'],
      status: 'disabled',
      reference: 'acme-42',
    });
    expect(await subUsers.get(subUser.id)).toEqual(subUser);
    expect(provider.authenticates(credentials?.login ?? '', credentials?.secret.reveal() ?? '')).toBe(true);
    const raw = await provider.get(subUser.id);
    expect(raw.description).toMatch(/^Main \[ref:acme-42~[a-z0-9]{10}\]$/u);
  });

  test('every broken rule is named at once, and nothing is sent', async () => {
    const { subUsers, provider } = open({ traits: loginTraits });
    const input = { name: '1é', email: 'a@b.example', enabled: true, password: 'short', description: 'x' };
    const error = await failure(subUsers.create(input), 'unsupported');
    expect(error.detail.fields).toEqual([
      { field: 'name', rule: 'must have at least 5 characters, has 2' },
      { field: 'name', rule: 'must begin with one of [a-z]' },
      { field: 'name', rule: 'may only have characters of [a-z0-9_-]' },
      { field: 'email', rule: 'this carrier cannot hold it', unsupported: true },
      { field: 'enabled', rule: 'this carrier cannot hold it', unsupported: true },
      { field: 'password', rule: 'must have at least 8 characters' },
      { field: 'password', rule: 'must have at least one upper-case letter' },
      { field: 'password', rule: 'must have at least one digit' },
      { field: 'password', rule: 'must have at least one special character' },
    ]);
    expect(error.message).not.toContain('short');
    expect(provider.operations).toEqual([]);
  });

  test('check returns the same rules, and sends nothing', () => {
    const { subUsers, provider } = open({ traits: loginTraits });
    expect(subUsers.check({ name: '1é', email: 'a@b.example' })).toEqual([
      { field: 'name', rule: 'must have at least 5 characters, has 2' },
      { field: 'name', rule: 'must begin with one of [a-z]' },
      { field: 'name', rule: 'may only have characters of [a-z0-9_-]' },
      { field: 'email', rule: 'this carrier cannot hold it', unsupported: true },
    ]);
    expect(subUsers.check({ name: 'support-1', nope: 1 } as object as { name: string })).toEqual([
      { field: 'nope', rule: 'is not a known field' },
    ]);
    expect(subUsers.check({ name: 'support-1' })).toEqual([]);
    expect(provider.operations).toEqual([]);
  });

  test('unknown keys, malformed email, phone and reference', async () => {
    const { subUsers, provider } = open();
    const input = { name: 'Acme', emial: 'x', email: 'not-an-address', phone: 'call me', reference: 'a b' };
    const error = await failure(subUsers.create(input), 'invalid-argument');
    expect(error.detail.fields).toEqual([
      { field: 'email', rule: 'must be an email address' },
      { field: 'phone', rule: 'must be a phone number: digits, with + in front where international' },
      { field: 'reference', rule: 'must have 1 to 64 characters of A-Z a-z 0-9 . _ : -' },
      { field: 'emial', rule: 'is not a known field' },
    ]);
    expect(provider.operations).toEqual([]);
  });

  test('rules of the input, of the carrier and of the adapter are named together', async () => {
    const { subUsers, provider } = open();
    const error = await failure(subUsers.create({ name: '', email: 'nope', grants: ['teleport'] }), 'unsupported');
    expect(error.detail.fields).toEqual([
      { field: 'email', rule: 'must be an email address' },
      { field: 'name', rule: 'must not be empty' },
      { field: 'grants', rule: '“teleport” is not a grant here; choose from: calls, cdr', unsupported: true },
    ]);
    expect(provider.operations).toEqual([]);
  });

  test('a value of the wrong type is named with the others, and not checked further', () => {
    const { subUsers } = open({ traits: loginTraits });
    const input = { name: 7, email: 7, phone: 7, description: 7, grants: 'calls', enabled: 'no', reference: 7 };
    expect(subUsers.check(input as never)).toEqual([
      { field: 'name', rule: 'must be a text' },
      { field: 'description', rule: 'must be a text' },
      { field: 'grants', rule: 'must be a list' },
      { field: 'reference', rule: 'must be a text' },
    ]);
    for (const nothing of [undefined, null, 7, []]) expect(subUsers.check(nothing as never)).toHaveLength(1);
  });

  test.each([
    ['NUL', 'a\0b'],
    ['ESC', 'a\u001b[2Jb'],
    ['a line break', 'a\nb'],
    ['half a character', 'a\ud83d'],
    ['a bidi override', 'a\u202eb'],
  ])('text with %s is refused on every carrier, and shown safely', async (_, text) => {
    const { subUsers, provider } = open();
    const input = { name: text, email: `${text}@acme.example`, phone: `+1${text}`, reference: text };
    const error = await failure(subUsers.create(input), 'invalid-argument');
    expect(error.detail.fields?.map(({ field }) => field)).toEqual(['name', 'email', 'phone', 'reference']);
    expect(error.message).not.toMatch(/[\p{Cc}\p{Cs}\u202e]/u);
    expect(error.detail.subject).toBe(text);
    await failure(subUsers.update('m1', { name: text }), 'invalid-argument');
    expect(provider.operations).toEqual([]);
  });

  test('a description may have several lines and no other control characters', async () => {
    const { subUsers } = open();
    const { subUser } = await subUsers.create({ name: 'Acme', description: 'one\r\n\ttwo' });
    expect(subUser.description).toBe('one\r\n\ttwo');
    for (const description of ['\u001b]52;c;\u0007', 'a\u2066b', '\udc00'])
      await failure(subUsers.update(subUser.id, { description }), 'invalid-argument');
  });

  test('a grant that the carrier does not know is refused, not dropped', async () => {
    const { subUsers, provider } = open();
    const error = await failure(subUsers.create({ name: 'Acme', grants: ['calls', 'teleport'] }), 'unsupported');
    expect(error.detail.fields).toEqual([
      { field: 'grants', rule: '“teleport” is not a grant here; choose from: calls, cdr', unsupported: true },
    ]);
    expect(provider.operations).toEqual([]);
  });

  test('a password is generated where the carrier wants one, and a name is folded', async () => {
    const { subUsers, provider } = open({ traits: loginTraits });
    const { subUser, credentials } = await subUsers.create({ name: 'Support-1' });
    expect(subUser.name).toBe('support-1');
    expect(credentials?.login).toBe('support-1');
    expect(provider.authenticates('support-1', credentials?.secret.reveal() ?? '')).toBe(true);
    await failure(subUsers.create({ name: 'SUPPORT-1' }), 'already-exists');
  });

  test('a given password is used, also as a Secret, and refused where the carrier takes none', async () => {
    const { subUsers, provider } = open({ traits: loginTraits });
    await subUsers.create({ name: 'support-1', password: 'S0pport!x' });
    await subUsers.create({ name: 'support-2', password: new Secret('S0pport!y') });
    expect(provider.authenticates('support-1', 'S0pport!x')).toBe(true);
    expect(provider.authenticates('support-2', 'S0pport!y')).toBe(true);
    const error = await failure(open().subUsers.create({ name: 'Acme', password: 'S0pport!x' }), 'unsupported');
    expect(error.detail.fields).toEqual([
      { field: 'password', rule: 'this carrier takes no password', unsupported: true },
    ]);
  });

  test('a description that cannot be read is not written over: it may hold the reference', async () => {
    const provider = createMemoryProvider();
    const get: typeof provider.get = async (id) => ({ ...(await provider.get(id)), unreadable: ['description'] });
    const subUsers = openSubUsers({ ...provider, get });
    const { subUser } = await subUsers.create({ name: 'Acme', reference: 'acme-42' });
    await expect(subUsers.update(subUser.id, { description: 'New' })).rejects.toMatchObject({
      code: 'unexpected-response',
      message: expect.stringContaining('cannot be read') as string,
    });
  });

  test('what may be in a description that cannot be read is not “none”', async () => {
    const provider = createMemoryProvider();
    const subUsers = openSubUsers({
      ...provider,
      async listPage(request, call) {
        const page = await provider.listPage(request, call);
        const items = page.items.map((each) => ({ ...each, description: null, unreadable: ['description'] }));
        return { ...page, items };
      },
    });
    await subUsers.create({ name: 'Acme', reference: 'acme-42' });
    const refusal = { code: 'unexpected-response', message: expect.stringContaining('(m1)') as string };
    await expect(subUsers.find({ reference: 'acme-42' })).rejects.toMatchObject(refusal);
    await expect(subUsers.findAttempts(['abcdefghij'])).rejects.toMatchObject(refusal);
    expect(await subUsers.find({ name: 'Acme' })).toMatchObject({ id: 'm1' });
  });

  test('a description that ends like a tag reads back whole', async () => {
    const { subUsers } = open();
    const description = 'Mine [ref:acme-42~k3f9x2]';
    const { subUser } = await subUsers.create({ name: 'Acme', description });
    expect(subUser.description).toBe(description);
    expect(subUser.reference).toBeNull();
    const changed = await subUsers.update(subUser.id, { description: `${description} [ref:x~abcdef]` });
    expect(changed).toMatchObject({ description: `${description} [ref:x~abcdef]`, reference: null });
  });

  test('the longest description leaves room for the tag', async () => {
    const fields = { ...memoryTraits.fields, description: { ...memoryTraits.fields.description, maxLength: 40 } };
    const { subUsers, provider } = open({ traits: { fields } });
    await subUsers.create({ name: 'Acme', description: 'x'.repeat(40) });
    // " [ref:acme-42~" and ten characters of nonce and "]" are 25 characters.
    const longest = { name: 'Acme', description: 'x'.repeat(15), reference: 'acme-42' };
    const { subUser } = await subUsers.create(longest);
    const error = await failure(subUsers.create({ ...longest, description: 'x'.repeat(16) }), 'invalid-argument');
    expect(error.detail.fields).toEqual([{ field: 'description', rule: 'must have at most 40 characters, has 41' }]);
    await failure(subUsers.create({ name: 'Acme', description: 'x'.repeat(41) }), 'invalid-argument');
    await failure(subUsers.create({ name: 'Acme', reference: 'x'.repeat(64) }), 'invalid-argument');
    await failure(subUsers.update(subUser.id, { description: 'x'.repeat(16) }), 'invalid-argument');
    expect(provider.operations.filter((each) => each === 'update')).toEqual([]);
  });

  test('a carrier without a place for references says so', async () => {
    const fields = { ...memoryTraits.fields, reference: absent, description: absent };
    const { subUsers, provider } = open({ traits: { fields } });
    const { subUser } = await subUsers.create({ name: 'Acme' });
    expect('description' in subUser || 'reference' in subUser).toBe(false);
    await failure(subUsers.create({ name: 'Acme', reference: 'acme-42' }), 'unsupported');
    const error = await failure(subUsers.create({ name: 'Acme' }, { ifUnknown: 'settle' }), 'unsupported');
    expect(error.detail.fields?.map(({ field }) => field)).toEqual(['ifUnknown']);
    await failure(subUsers.find({ reference: 'acme-42' }), 'unsupported');
    expect(provider.operations).toEqual(['create']);
  });

  test('the adapter’s own rules are told with the others', async () => {
    const provider = createMemoryProvider();
    const subUsers = openSubUsers({
      ...provider,
      check: () => [{ field: 'carrierOptions.kycMode', rule: 'needs an email' }],
    });
    const error = await failure(subUsers.create({ name: ' ' }), 'invalid-argument');
    expect(error.detail.fields).toEqual([
      { field: 'name', rule: 'must not be empty' },
      { field: 'carrierOptions.kycMode', rule: 'needs an email' },
    ]);
  });

  test('an unknown outcome of a tagged create names its attempt', async () => {
    const lost = new SubUserError('outcome-unknown', 'the answer was lost', { carrier: 'memory', operation: 'create' });
    const { subUsers, provider } = open({
      interrupt: (operation, moment) => {
        if (operation === 'create' && moment === 'after') throw lost;
      },
    });
    const error = await failure(subUsers.create({ name: 'Acme', reference: 'acme-42' }), 'outcome-unknown');
    const [raw] = (await provider.listPage({})).items;
    expect(raw?.description).toBe(`[ref:acme-42~${error.detail.openAttempts?.[0]}]`);
    expect(error.detail.openAttempts).toHaveLength(1);
    expect(error.message).toContain('openAttempts');
    const untagged = await failure(subUsers.create({ name: 'Acme' }), 'outcome-unknown');
    expect(untagged).toBe(lost);
  });
});

describe('reading', () => {
  test('list filters by status, find folds names and reads references', async () => {
    const { subUsers } = open({ pageSize: 2 });
    for (const name of ['one', 'two', 'three', 'four', 'five'])
      await subUsers.create({ name, enabled: name !== 'two', reference: `r-${name}` });
    const names: string[] = [];
    for await (const { name } of subUsers.list()) names.push(name);
    expect(names).toEqual(['five', 'four', 'three', 'two', 'one']);
    const disabled: string[] = [];
    for await (const { name } of subUsers.list({ status: 'disabled' })) disabled.push(name);
    expect(disabled).toEqual(['two']);
    expect(await subUsers.find({ reference: 'r-three' })).toMatchObject({ name: 'three', reference: 'r-three' });
    expect(await subUsers.find({ name: 'one' })).toMatchObject({ name: 'one' });
    expect(await subUsers.find({ name: 'ONE' })).toBeUndefined();
    expect(await subUsers.find({ reference: 'r-six' })).toBeUndefined();
  });

  test('a status filter works where rows can move, too', async () => {
    const { subUsers } = open({ traits: { listing: { order: 'newest-first', shiftEvidence: 'total' } }, pageSize: 2 });
    for (const name of ['one', 'two', 'three']) await subUsers.create({ name, enabled: name === 'one' });
    const names: string[] = [];
    for await (const { name } of subUsers.list({ status: 'disabled' })) names.push(name);
    expect(names).toEqual(['three', 'two']);
  });

  test.each([
    ['total', {}],
    ['overlap', {}],
    ['stable-cursor', { status: 'disabled' }],
  ] as const)('the carrier itself filters only where its paging is stable: %s', async (shiftEvidence, request) => {
    const provider = createMemoryProvider({ traits: { listing: { order: 'newest-first', shiftEvidence } } });
    const requests: object[] = [];
    const listPage: typeof provider.listPage = (page, call) => {
      requests.push(page);
      return provider.listPage(page, call);
    };
    for await (const _ of openSubUsers({ ...provider, listPage }).list({ status: 'disabled' }));
    expect(requests).toEqual([request]);
  });

  test('find by a unique name reads no further', async () => {
    const { subUsers, provider } = open({ traits: loginTraits, pageSize: 1 });
    for (const name of ['first-desk', 'second-desk', 'third-desk']) await subUsers.create({ name });
    expect(await subUsers.find({ name: 'third-desk' })).toMatchObject({ name: 'third-desk' });
    expect(provider.operations).toEqual(['create', 'create', 'create', 'listPage']);
  });

  test('find refuses to choose among several', async () => {
    const { subUsers } = open();
    const first = await subUsers.create({ name: 'Acme' });
    const second = await subUsers.create({ name: 'Acme' });
    const error = await failure(subUsers.find({ name: 'Acme' }), 'failed-precondition');
    expect(error.message).toBe(
      `memory find: 2 sub-users match (${second.subUser.id}, ${first.subUser.id}); use the id of the one you mean`,
    );
  });

  test('findAttempts can wait until no attempt is applied late any more', async () => {
    const clock = new ManualClock();
    const memory = createMemoryProvider({ clock });
    const late = openSubUsers(memory, { clock, settle: { lateMs: 8_000 } });
    clock.plan(8_000, () => memory.create({ name: 'A', description: '[ref:~attempt001]' }));
    expect((await late.findAttempts(['attempt001'])).size).toBe(0);
    expect((await late.findAttempts(['attempt001'], { waitForLate: true })).size).toBe(1);
    expect(clock.delays).toEqual([8_000]);
    await failure(late.findAttempts(['attempt002'], { waitForLate: true, signal: AbortSignal.abort() }), 'cancelled');
  });

  test('a copy keeps an email and a phone number as a carrier holds them; a person must write them as we ask', async () => {
    const copies = openSubUsers(createMemoryProvider());
    const held = { email: 'Jo <jo@example.com>', phone: 'tel:022–1234567 x89' };
    await failure(copies.create({ name: 'A', ...held }), 'invalid-argument');
    const { subUser } = await copies.create({ name: 'A', ...held }, { isCopy: true });
    expect(subUser).toMatchObject(held);
    await failure(copies.update(subUser.id, { phone: 'x89' }), 'invalid-argument');
    expect(await copies.update(subUser.id, { phone: 'x89' }, { isCopy: true })).toMatchObject({ phone: 'x89' });
    await failure(copies.create({ name: 'A', phone: '0\u00071' }, { isCopy: true }), 'invalid-argument');
  });

  test('findAttempts finds what attempts have left, by nonce, and asks nothing for none', async () => {
    const { subUsers, provider } = open({ pageSize: 2 });
    const nonces: string[] = [];
    const onAttempt = async (nonce: string): Promise<void> => void nonces.push(nonce);
    for (const name of ['one', 'two', 'three'])
      await subUsers.create({ name, reference: `r-${name}` }, { ifUnknown: 'settle', onAttempt });
    const [first = '', , third = ''] = nonces;
    const found = await subUsers.findAttempts([first, 'nosuchone1', third]);
    expect(
      [...found].map(([nonce, { name, reference, description }]) => [nonce, name, reference, description]),
    ).toEqual([
      [third, 'three', 'r-three', null],
      [first, 'one', 'r-one', null],
    ]);
    const before = provider.operations.length;
    expect(await subUsers.findAttempts([])).toEqual(new Map());
    expect(provider.operations).toHaveLength(before);
    await failure(subUsers.findAttempts([first], { signal: AbortSignal.abort() }), 'cancelled');
  });

  test('find folds a login', async () => {
    const { subUsers } = open({ traits: loginTraits });
    await subUsers.create({ name: 'Support-1' });
    expect(await subUsers.find({ name: 'SUPPORT-1' })).toMatchObject({ name: 'support-1' });
  });

  test('an empty id never reaches the adapter', async () => {
    const { subUsers, provider } = open();
    const odd = ['', ' ', undefined, null, 7] as string[];
    for (const id of odd) {
      await failure(subUsers.get(id), 'invalid-argument');
      await failure(subUsers.update(id, { name: 'x' }), 'invalid-argument');
      await failure(subUsers.delete(id), 'invalid-argument');
      await failure(subUsers.suspend(id), 'invalid-argument');
      await failure(subUsers.resume(id), 'invalid-argument');
      await failure(subUsers.verification(id), 'invalid-argument');
      await failure(
        subUsers.changePassword(id, { current: new Secret('a'), next: new Secret('b') }),
        'invalid-argument',
      );
    }
    expect(provider.operations).toEqual([]);
  });
});

describe('update', () => {
  test('a change of the description keeps the reference, and costs one read more', async () => {
    const { subUsers, provider } = open();
    const { subUser } = await subUsers.create({ name: 'Acme', description: 'old', reference: 'acme-42' });
    const before = await provider.get(subUser.id);
    const changed = await subUsers.update(subUser.id, { description: 'new', email: null });
    expect(changed).toMatchObject({ description: 'new', reference: 'acme-42', email: null });
    expect((await provider.get(subUser.id)).description).toBe(before.description?.replace('old', 'new'));
    expect(provider.operations).toEqual(['create', 'get', 'get', 'update', 'get']);
  });

  test('other changes cost one operation', async () => {
    const { subUsers, provider } = open();
    const { subUser } = await subUsers.create({ name: 'Acme', description: 'd', reference: 'acme-42' });
    const changed = await subUsers.update(subUser.id, { name: 'Acme 2', grants: ['cdr'] });
    expect(changed).toMatchObject({ name: 'Acme 2', grants: ['cdr'], description: 'd', reference: 'acme-42' });
    expect(provider.operations).toEqual(['create', 'update']);
  });

  test('a reference can be set, changed and taken away', async () => {
    const { subUsers, provider } = open();
    const { subUser } = await subUsers.create({ name: 'Acme', description: 'text' });
    expect(await subUsers.update(subUser.id, { reference: 'a' })).toMatchObject({
      description: 'text',
      reference: 'a',
    });
    expect(await subUsers.update(subUser.id, { reference: 'b' })).toMatchObject({
      description: 'text',
      reference: 'b',
    });
    expect(await subUsers.update(subUser.id, { description: null })).toMatchObject({
      description: null,
      reference: 'b',
    });
    expect(await subUsers.update(subUser.id, { reference: null })).toMatchObject({
      description: null,
      reference: null,
    });
    expect((await provider.get(subUser.id)).description).toBeNull();
  });

  test('what the carrier cannot change or empty is refused before any request', async () => {
    const description = { access: 'read-write', source: 'test' } as const;
    const fields = { ...memoryTraits.fields, ...loginTraits.fields, description };
    const { subUsers, provider } = open({ traits: { ...loginTraits, fields } });
    const { subUser } = await subUsers.create({ name: 'support-1', reference: 'a' });
    const change = { name: 'support-2', email: null, description: null };
    const error = await failure(subUsers.update(subUser.id, change), 'unsupported');
    expect(error.detail.fields).toEqual([
      { field: 'name', rule: 'this carrier cannot change it afterwards', unsupported: true },
      { field: 'email', rule: 'this carrier cannot hold it', unsupported: true },
      { field: 'description', rule: 'this carrier cannot clear it once it is set', unsupported: true },
    ]);
    expect(provider.operations).toEqual(['create']);
    // The description contains the tag alone: removing it would need an empty description.
    const left = await failure(subUsers.update(subUser.id, { reference: null }), 'unsupported');
    expect(left.detail.fields?.map(({ field }) => field)).toEqual(['reference']);
  });

  test('what cannot be changed and what is invalid are named together', async () => {
    const { subUsers, provider } = open({ traits: loginTraits });
    const change = { name: 'support-2', reference: 'a b', grants: 7, colour: 'red' } as object;
    const error = await failure(subUsers.update('m1', change), 'unsupported');
    expect(error.detail.fields).toEqual([
      { field: 'grants', rule: 'must be a list' },
      { field: 'reference', rule: 'must have 1 to 64 characters of A-Z a-z 0-9 . _ : -' },
      { field: 'colour', rule: 'is not a known field' },
      { field: 'name', rule: 'this carrier cannot change it afterwards', unsupported: true },
    ]);
    expect(provider.operations).toEqual([]);
  });

  test('an empty change, an unknown key and a bad name are refused', async () => {
    const { subUsers } = open();
    const { subUser } = await subUsers.create({ name: 'Acme' });
    const nothing = await failure(subUsers.update(subUser.id, { name: undefined }), 'invalid-argument');
    expect(nothing.detail.fields).toEqual([{ field: 'input', rule: 'must change at least one field' }]);
    await failure(subUsers.update(subUser.id, { nmae: 'x' } as object), 'invalid-argument');
    await failure(subUsers.update(subUser.id, { name: '' }), 'invalid-argument');
    await failure(subUsers.update('m99', { name: 'x' }), 'not-found');
  });
});

describe('facets', () => {
  test('present: they work', async () => {
    const { subUsers, provider } = open({ traits: loginTraits });
    const { subUser, credentials } = await subUsers.create({ name: 'support-1' });
    expect(await subUsers.suspend(subUser.id)).toMatchObject({ status: 'disabled' });
    expect(await subUsers.resume(subUser.id)).toMatchObject({ status: 'active' });
    expect(await subUsers.verification(subUser.id)).toEqual({ state: 'not-required', callsBlocked: false });
    const current = credentials?.secret ?? new Secret('');
    await subUsers.changePassword(subUser.id, { current, next: new Secret('N3w-Passw0rd') });
    expect(provider.authenticates('support-1', 'N3w-Passw0rd')).toBe(true);
    const wrong = { current, next: new Secret('N3w-Passw0rd!') };
    await failure(subUsers.changePassword(subUser.id, wrong), 'invalid-argument');
    const weak = { current: new Secret('N3w-Passw0rd'), next: new Secret('weak') };
    await failure(subUsers.changePassword(subUser.id, weak), 'invalid-argument');
    expect(await subUsers.grants()).toEqual([
      { name: 'calls', assignable: true },
      { name: 'cdr', assignable: true },
    ]);
  });

  test('absent: unsupported, and nothing is sent', async () => {
    const { subUsers, provider } = open({ facets: { suspension: false, password: false, verification: false } });
    const change = { current: new Secret('a'), next: new Secret('b') };
    await failure(subUsers.suspend('m1'), 'unsupported');
    await failure(subUsers.resume('m1'), 'unsupported');
    await failure(subUsers.verification('m1'), 'unsupported');
    await failure(subUsers.changePassword('m1', change), 'unsupported');
    expect(provider.operations).toEqual([]);
    expect(subUsers.capabilities).toMatchObject({ suspension: false, passwordChange: false, verification: false });
  });

  test('capabilities are derived', () => {
    const { capabilities } = open({ traits: loginTraits }).subUsers;
    expect(capabilities).toEqual({
      kind: 'operator',
      fields: {
        name: 'create-only',
        email: 'absent',
        phone: 'absent',
        description: 'read-write',
        grants: 'read-write',
        enabled: 'absent',
        reference: 'read-write',
        createdAt: 'read-only',
        updatedAt: 'read-only',
        lastUsedAt: 'absent',
      },
      suspension: true,
      passwordChange: true,
      verification: true,
      credentials: { origin: 'chosen', shown: 'never' },
    });
  });
});

test('nothing but SubUserError comes out, and nothing of what it was made of', async () => {
  const throwIt = (): never => {
    throw Object.assign(new TypeError('SECRET'), { config: { headers: 'SECRET' } });
  };
  const { provider } = open({ interrupt: throwIt });
  const subUsers = openSubUsers({ ...provider, check: throwIt, close: async () => throwIt() });
  const unchecked = openSubUsers(provider);
  const errors = [
    await failure(subUsers.get('m1'), 'internal'),
    await failure(Array.fromAsync(subUsers.list()), 'internal'),
    await failure(subUsers.create({ name: 'Acme' }), 'internal'),
    await failure(unchecked.create({ name: 'Acme' }), 'internal'),
    await failure(unchecked.create({ name: 'Acme', reference: 'a' }), 'outcome-unknown'),
    await failure(unchecked.create({ name: 'Acme' }, { ifUnknown: 'settle' }), 'outcome-unknown'),
    await failure((async () => subUsers.check({ name: 'Acme' }))(), 'internal'),
    await failure(subUsers.close(), 'internal'),
  ];
  for (const error of errors) expect(inspect(error, { depth: 9, showHidden: true })).not.toContain('SECRET');
  expect(errors[0]?.cause).toMatchObject({ name: 'TypeError', message: '' });
});

test('a cancelled call says so', async () => {
  const { subUsers } = open();
  await failure(subUsers.get('m1', { signal: AbortSignal.abort() }), 'cancelled');
});

test('the options of openSubUsers are checked', () => {
  const provider = createMemoryProvider();
  expect(() => openSubUsers(provider, { settle: { rounds: 1, lateMs: -1 } })).toThrow(
    'Invalid memory configuration: settle.rounds:',
  );
});

test('close closes the provider', async () => {
  let isClosed = false;
  const provider = createMemoryProvider();
  await openSubUsers({
    ...provider,
    close: () => {
      isClosed = true;
      return Promise.resolve();
    },
  }).close();
  expect(isClosed).toBe(true);
});
