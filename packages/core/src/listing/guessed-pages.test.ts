import fc from 'fast-check';
import { expect, test } from 'vitest';
import { itemsOf, read, serveAll, type ShowPage, SlowCarrier } from '../../test-support/slow-carrier.ts';
import { settled } from '../testing/settled.ts';
import { readList } from './list-reader.ts';
import { SignalHub } from '../ports/signal-hub.ts';
import { SubUserError } from '../model/sub-user-error.ts';

/** Cursors are the number of rows before a page, which begins with the last of them; full pages guess the cursors after `next`. */
function pagesOf(size: number, most = size): ShowPage {
  return (rows, cursor) => {
    const before = Number(cursor);
    const overlap = before === 0 ? 0 : 1;
    const items = itemsOf(rows.slice(before - overlap, before - overlap + Math.min(size + overlap, most + overlap)));
    const end = before - overlap + items.length;
    if (items.length <= overlap) return { items };
    if (items.length < size + overlap) return { items, next: String(end) };
    return {
      items,
      next: String(end),
      cursorsAhead: Array.from({ length: 8 }, (_, each) => String(end + (each + 1) * size)),
    };
  };
}

function open(count: number, show: ShowPage): SlowCarrier {
  return new SlowCarrier({ order: 'unstated', shiftEvidence: 'overlap' }, show, count);
}

test('rows that exist throughout come exactly once, in whatever order the pages are served and wherever rows come and go', async () => {
  // At each step one of the waiting requests is served, after some changes. Rows are added anywhere: the order is unstated.
  const place = fc.oneof(fc.constant(0), fc.nat(200));
  const create = fc.record({ create: place });
  const change = fc.oneof(
    { weight: 6, arbitrary: fc.constant([]) },
    { weight: 4, arbitrary: fc.tuple(place) },
    { weight: 2, arbitrary: fc.tuple(create) },
    { weight: 2, arbitrary: fc.tuple(create, place) },
    { weight: 1, arbitrary: fc.array(fc.oneof(create, place), { maxLength: 6 }) },
  );
  const step = fc.record({ which: fc.nat(20), changes: change });
  const quiet = fc.nat(60).map((length) => Array.from({ length }, () => ({ which: length, changes: [] })));
  const steps = fc.tuple(quiet, fc.array(step, { maxLength: 80, size: 'max' })).map((each) => each.flat());
  await fc.assert(
    fc.asyncProperty(
      fc.integer({ min: 0, max: 150 }),
      fc.integer({ min: 1, max: 3 }),
      steps,
      async (count, size, each) => {
        const carrier = open(count, pagesOf(size));
        const living = new Set(carrier.rows);
        const { ids, done, isDone } = read(carrier);
        for (const { which, changes } of each) {
          await settled();
          if (isDone()) break;
          const { rows } = carrier;
          for (const one of changes)
            if (typeof one === 'object') carrier.create(one.create % (rows.length + 1));
            else for (const id of rows.splice(one % Math.max(1, rows.length), 1)) living.delete(id);
          carrier.serve(which);
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

test('requests in flight rise to eight, and at most a quarter of the pages read, plus one, are requested needlessly', async () => {
  for (const count of [0, 9, 10, 11, 25, 30, 100, 105, 1_000]) {
    const carrier = open(count, pagesOf(10));
    const { ids, isDone } = read(carrier);
    let most = 0;
    for (await settled(); !isDone(); await settled()) {
      most = Math.max(most, carrier.waiting.length);
      carrier.serve(carrier.waiting.length - 1);
    }
    expect(ids).toEqual(carrier.rows);
    const needed = Math.ceil(count / 10) + 1;
    expect(new Set(carrier.asked).size).toBe(carrier.asked.length);
    expect(carrier.asked.length - needed).toBeLessThanOrEqual(Math.min(8, 1 + needed / 4));
    if (count === 1_000) expect(most).toBe(8);
  }
});

test('where the carrier gives fewer rows than were guessed, the guesses count no more', async () => {
  let most = 10;
  const carrier = open(1_000, (rows, cursor) => pagesOf(10, most)(rows, cursor));
  const { ids, isDone } = read(carrier);
  await serveAll(carrier, () => ids.length >= 500);
  expect(carrier.waiting.map(({ cursor }) => cursor)).toEqual(['500', '510', '520', '530', '540', '550', '560', '570']);
  most = 7;
  const before = carrier.asked.length;
  await serveAll(carrier, isDone);
  expect(ids).toEqual(carrier.rows);
  // From 500 on 72 pages of 7 rows and one past the end, of which the first was requested before.
  expect(carrier.asked.length - before).toBe(72);
});

test('after the end no request is aborted; a consumer that stops early aborts those in flight', async () => {
  const whole = open(1_000, pagesOf(10));
  const { isDone } = read(whole);
  await serveAll(whole, isDone);
  expect(whole.waiting.map(({ cursor, signal }) => [cursor, signal?.aborted])).toEqual(
    ['1010', '1020', '1030', '1040', '1050', '1060', '1070'].map((cursor) => [cursor, false]),
  );

  const carrier = open(1_000, pagesOf(10));
  const reading = readList(carrier.provider, {}, {}, new SignalHub());
  for (let page = 0; page < 6; page += 1) {
    const next = reading.next();
    await settled();
    carrier.serve(0);
    await next;
  }
  const left = carrier.waiting.map(({ signal }) => signal);
  await reading.return();
  expect(left.map((signal) => signal?.aborted)).toEqual([true, true]);
  for (const { fail } of carrier.waiting)
    fail(new SubUserError('cancelled', 'cancelled', { carrier: 'memory', operation: 'list' }));
  await settled();
});
