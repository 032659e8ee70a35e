import fc from 'fast-check';
import { expect, test } from 'vitest';
import { itemsOf, read, serveAll, type ShowPage, SlowCarrier } from '../../../test-support/slow-carrier.ts';
import { settled } from '../../testing/settled.ts';
import { readList } from '../list-reader.ts';
import { SignalHub } from '../../ports/signal-hub.ts';
import { SubUserError } from '../../model/sub-user-error.ts';

/** Cursors are page numbers; those of the pages after `next` are known. */
function pagesOf(size: number): ShowPage {
  return (rows, cursor) => {
    const index = Number(cursor);
    const items = itemsOf(rows.slice(index * size, (index + 1) * size));
    const total = rows.length;
    const pages = Math.ceil(total / size);
    if (index + 1 >= pages) return { items, total };
    const [next = '', ...cursorsAhead] = Array.from({ length: pages - index - 1 }, (_, each) =>
      String(index + 1 + each),
    );
    return { items, total, next, cursorsAhead: cursorsAhead.slice(0, 8) };
  };
}

function open(count: number, pageSize: number): SlowCarrier {
  return new SlowCarrier({ order: 'newest-first', shiftEvidence: 'total' }, pagesOf(pageSize), count);
}

test('rows that exist throughout come exactly once, in whatever order the pages are served and whatever happens between', async () => {
  // At each step one of the waiting requests is served, after some changes: mostly none, and often one that undoes the last.
  const gone = fc.oneof(fc.constant(0), fc.nat(200));
  const change = fc.oneof(
    { weight: 6, arbitrary: fc.constant([]) },
    { weight: 2, arbitrary: fc.constant(['create' as const]) },
    { weight: 2, arbitrary: gone.map((place) => [place]) },
    { weight: 1, arbitrary: gone.map((place) => ['create' as const, place]) },
    { weight: 1, arbitrary: fc.array(fc.oneof(fc.constant('create' as const), gone), { maxLength: 6 }) },
  );
  const step = fc.record({ place: fc.nat(20), changes: change });
  // A run of steps without changes, so that much has been read before the first change.
  const quiet = fc.nat(80).map((length) => Array.from({ length }, () => ({ place: length, changes: [] })));
  await fc.assert(
    fc.asyncProperty(
      fc.integer({ min: 20, max: 120 }),
      fc.integer({ min: 1, max: 3 }),
      fc
        .tuple(quiet, fc.array(step, { maxLength: 60, size: 'max' }), quiet, fc.array(step, { maxLength: 60 }))
        .map((each) => each.flat()),
      async (count, pageSize, steps) => {
        const carrier = open(count, pageSize);
        const living = new Set(carrier.rows);
        const { ids, done, isDone } = read(carrier);
        for (const { place, changes } of steps) {
          await settled();
          if (isDone()) break;
          for (const each of changes)
            if (each === 'create') carrier.create();
            else for (const id of carrier.rows.splice(each % Math.max(1, carrier.rows.length), 1)) living.delete(id);
          carrier.serve(place);
        }
        while (!isDone()) {
          await settled();
          if (carrier.waiting.length > 0) carrier.serve(carrier.waiting.length - 1);
        }
        await done;
        expect(new Set(ids).size).toBe(ids.length);
        expect([...living].filter((id) => !ids.includes(id))).toEqual([]);
      },
    ),
    { numRuns: 3_000 },
  );
}, 60_000);

test('an unchanged list costs its pages, and a read of the front after every 32 and at the end', async () => {
  const carrier = open(1_000, 10);
  const { ids, isDone } = read(carrier);
  let most = 0;
  for (await settled(); !isDone(); await settled()) {
    most = Math.max(most, carrier.waiting.length);
    carrier.serve(carrier.waiting.length - 1);
  }
  expect(ids).toEqual(carrier.rows);
  expect(carrier.asked.filter((cursor) => cursor !== '0').toSorted((a, b) => Number(a) - Number(b))).toEqual(
    Array.from({ length: 99 }, (_, each) => String(1 + each)),
  );
  expect(carrier.asked.filter((cursor) => cursor === '0')).toHaveLength(1 + 3 + 1);
  expect(most).toBe(8 + 1);
});

test('a short list is read page by page', async () => {
  const carrier = open(90, 10);
  const { ids, isDone } = read(carrier);
  for (await settled(); !isDone(); await settled()) {
    expect(carrier.waiting).toHaveLength(1);
    carrier.serve(0);
  }
  expect(ids).toEqual(carrier.rows);
  expect(carrier.asked).toHaveLength(9);
});

test.each([
  ['the front was replaced', ['create', 1]],
  ['the front went', [0]],
  ['one came, and one far behind went', ['create', 900]],
  ['one came', ['create']],
  ['one came and went', ['create', 'undo']],
])('read again, one by one, what is not sure: %s', async (_what, changes) => {
  const carrier = open(1_000, 10);
  const living = new Set(carrier.rows);
  const { ids, isDone } = read(carrier);
  await serveAll(carrier, () => ids.length >= 500);
  const before = carrier.asked.length;
  for (const each of changes)
    if (each === 'create') carrier.create();
    else if (each === 'undo') carrier.rows.shift();
    else for (const id of carrier.rows.splice(Number(each), 1)) living.delete(id);
  await serveAll(carrier, isDone);
  expect([...living].filter((id) => !ids.includes(id))).toEqual([]);
  const again = carrier.asked.length - before > 60;
  expect(again).toBe(!changes.includes('undo'));
});

test('nothing is requested ahead before the consumer needs the second page, and little ahead of a slow consumer', async () => {
  const carrier = open(1_000, 10);
  const reading = readList(carrier.provider, {}, {}, new SignalHub());
  for (const expected of [1, 5, 7, 9]) {
    const next = reading.next();
    for (await settled(); carrier.waiting.length > 0; await settled()) carrier.serve(0);
    await next;
    expect(carrier.asked.length).toBe(expected);
  }
  for (let page = 0; page < 20; page += 1) {
    const next = reading.next();
    for (await settled(); carrier.waiting.length > 0; await settled()) carrier.serve(0);
    await next;
  }
  expect(carrier.asked.length).toBe(24 + 8);
});

test('a consumer that stops early aborts the requests in flight, and their errors are handled', async () => {
  const carrier = open(1_000, 10);
  const reading = readList(carrier.provider, {}, {}, new SignalHub());
  for (let page = 0; page < 4; page += 1) {
    const next = reading.next();
    await settled();
    carrier.serve(0);
    await next;
  }
  const left = carrier.waiting.map(({ signal }) => signal);
  expect(left.map((signal) => signal?.aborted)).toEqual([false, false, false, false, false]);
  await reading.return();
  expect(left.map((signal) => signal?.aborted)).toEqual([true, true, true, true, true]);
  for (const { fail } of carrier.waiting)
    fail(new SubUserError('cancelled', 'cancelled', { carrier: 'memory', operation: 'list' }));
  await settled();
});

test('an error comes when it is the turn of its page', async () => {
  const carrier = open(1_000, 10);
  const { ids, done } = read(carrier);
  const outcome = done.catch((error: unknown) => error);
  await serveAll(carrier, () => ids.length >= 100);
  const failing = carrier.waiting.splice(2, 1)[0];
  failing?.fail(new SubUserError('unavailable', 'down', { carrier: 'memory', operation: 'list' }));
  await settled();
  await serveAll(carrier, () => ids.length >= Number(failing?.cursor) * 10);
  expect(await outcome).toMatchObject({ code: 'unavailable' });
  expect(ids).toEqual(carrier.rows.slice(0, Number(failing?.cursor) * 10));
});

test('a caller’s signal ends the pages that are on their way, and no page that has come hides it', async () => {
  const carrier = open(1_000, 10);
  const abort = new AbortController();
  const reading = readList(carrier.provider, {}, { signal: abort.signal }, new SignalHub());
  for (let page = 0; page < 4; page += 1) {
    const next = reading.next();
    for (await settled(); carrier.waiting.length > 0; await settled()) carrier.serve(0);
    await next;
  }
  abort.abort(new Error('enough'));
  const next = reading.next();
  await settled();
  expect(carrier.waiting.map(({ signal }) => signal?.reason)).toEqual([new Error('enough')]);
  carrier.waiting[0]?.fail(new SubUserError('cancelled', 'cancelled', { carrier: 'memory', operation: 'list' }));
  await expect(next).rejects.toMatchObject({ code: 'cancelled' });
});

test('the last look at the front needs its total as well as its first row', async () => {
  const carrier = open(1_000, 10);
  const living = new Set(carrier.rows);
  const { ids, isDone } = read(carrier);
  const isAtTheEnd = (): boolean => carrier.waiting.map(({ cursor }) => cursor).join(' ') === '98 99 0';
  await serveAll(carrier, isAtTheEnd);
  carrier.serve(2);
  carrier.serve(1);
  // Page 98 is served one row too far to the front, and nothing but the total shows it afterwards.
  carrier.create();
  for (const id of carrier.rows.splice(1_000, 1)) living.delete(id);
  carrier.serve(0);
  carrier.rows.shift();
  await serveAll(carrier, isDone);
  expect([...living].filter((id) => !ids.includes(id))).toEqual([]);
});
