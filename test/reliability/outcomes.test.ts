import { readFileSync } from 'node:fs';
import type { FaultRule } from '@subuser/emulator';
import { ManualClock } from '@subuser/core/testing';
import { afterAll, describe, expect, onTestFinished, test } from 'vitest';
import type { ConnectionOptions } from '@subuser/http';
import { carriers } from '../carriers/all.ts';
import type { CarrierUnderTest } from '../carriers/carrier-under-test.ts';
import { operations } from './outcomes/bench.ts';
import { expectedEnd, untrueWords } from './outcomes/expected-end.ts';
import { openLaboratory } from './outcomes/laboratory.ts';
import { attemptsTried, readEndings, rowsIn } from './outcomes/read-endings.ts';
import { runCase } from './outcomes/run-case.ts';

const classes = readEndings();
// One for each case of an ending, so that no case waits for another.
const laboratories = await Promise.all(
  operations.flatMap((operation) =>
    attemptsTried.map(async (attempts) => ({ operation, attempts, laboratory: await openLaboratory() })),
  ),
);
afterAll(() => Promise.all(laboratories.map(({ laboratory }) => laboratory.close())));

describe.each(classes)('$documented', ({ endings }) => {
  const titled = endings.map((ending) => {
    const on = ending.on.map(({ label }) => label).join(' and ');
    return { title: `${ending.name}, on ${on}`, ending };
  });
  test.each(titled)('$title', { timeout: 60_000 }, async ({ ending }) => {
    const cases = laboratories.flatMap((place) => ending.on.map((carrier) => ({ ...place, carrier })));
    const ends = cases.map(async ({ laboratory, carrier, operation, attempts }) => {
      const bench = laboratory.benchOf(carrier);
      if (bench.acts[operation] === undefined) return [];
      const ended = await runCase(laboratory, bench, operation, ending, attempts);
      const { message: _message, ...found } = ended;
      const of = { carrier: carrier.name, operation, attempts };
      return [
        {
          found: { ...of, ...found, untrue: untrueWords(operation, ended) },
          expected: { ...of, ...expectedEnd(ending, operation, attempts), untrue: [] },
        },
      ];
    });
    const results = (await Promise.all(ends)).flat();
    expect(results.map(({ found }) => found)).toEqual(results.map(({ expected }) => expected));
  });
});

describe('docs/errors.md', () => {
  const markdown = readFileSync(new URL('../../docs/errors.md', import.meta.url), 'utf8');
  const section = markdown.slice(markdown.indexOf('\n## Which ending has which code\n'));
  const table = rowsIn(section.slice(0, section.indexOf('\n## ', 1)));
  const codeIn = (cell: string): string | undefined => /^`([a-z-]+)`/u.exec(cell)?.[1];

  test('every row of its table is proven, and nothing that it does not mention', () => {
    const documented = table.map(([ending]) => ending);
    const proven = classes.map((outcomes) => outcomes.documented);
    expect(documented.filter((ending) => !proven.includes(ending ?? ''))).toEqual([]);
    expect(proven.filter((ending) => !markdown.includes(ending))).toEqual([]);
  });

  test.each(table)('%s: as proven', (documented = '', read = '', write = '', repeats = '') => {
    const endings = classes.find((outcomes) => outcomes.documented === documented)?.endings ?? [];
    expect(endings).not.toEqual([]);
    for (const cell of [read, write]) expect(cell).toMatch(/^`|^by the adapter's table$/u);
    for (const ending of endings) {
      const named = [codeIn(read) ?? ending.read.code, codeIn(write) ?? ending.write.code];
      expect([ending.name, ending.read.code, ending.write.code]).toEqual([ending.name, ...named]);
      const repeated = [ending.read, ending.write].map(({ tries }) => tries[3] === 3);
      expect([ending.name, repeated]).toEqual([
        ending.name,
        { yes: [true, true], 'reads only': [true, false], no: [false, false] }[repeats],
      ]);
    }
  });
});

describe('beyond one request', () => {
  const [place] = laboratories;
  if (place === undefined) throw new Error('There is no laboratory');
  const { clock, benchOf } = place.laboratory;
  const retries = { attempts: 3, baseMs: 100, maxMs: 30_000 };

  /** An operation on a new sub-user, its first requests struck by faults, and what is seen of it afterwards. */
  async function act(
    carrier: CarrierUnderTest,
    operation: 'get' | 'create' | 'update' | 'delete',
    faults: readonly FaultRule[],
    more: ConnectionOptions = {},
  ) {
    const { account, acts, open, prepare } = benchOf(carrier);
    const { control } = account;
    const chosen = acts[operation] ?? expect.unreachable();
    const subject = await prepare();
    for (const fault of faults) control.failNext({ ...fault, operation });
    const subUsers = open({ retries, clock, ...more });
    onTestFinished(() => subUsers.close());
    const from = control.requests.length;
    return {
      id: subject.id,
      subUsers,
      run: (call = {}) => chosen.run(subUsers, subject, call),
      seen: () => control.requests.slice(from).filter((request) => request.operation === operation).length,
      applied: () => chosen.applied(subject),
    };
  }

  const cures = carriers.flatMap((carrier) =>
    carrier.cures.map(([what, fault]) => ({ what, on: carrier.label, carrier, fault })),
  );
  describe.each(cures)('$what once, on $on', ({ carrier, fault }) => {
    test.each(['create', 'update', 'delete'] as const)('%s is sent again and carried out once', async (operation) => {
      const { run, seen, applied } = await act(carrier, operation, [fault]);
      await run();
      expect([seen(), await applied()]).toEqual([2, 1]);
    });
  });

  test.each(carriers)('503 twice: a read on $label is tried until it succeeds', async (carrier) => {
    const fault = { fault: 'status', status: 503 } as const;
    const { run, seen, id } = await act(carrier, 'get', [fault, fault]);
    expect(await run()).toMatchObject({ id });
    expect(seen()).toBe(3);
  });

  test.each(carriers)('cancelled while a write on $label waits to be sent again', async (carrier) => {
    const standing = new ManualClock({ time: clock.now(), sleeps: 'until-advanced' });
    const more = { clock: standing };
    const { run, seen, applied } = await act(carrier, 'delete', [{ fault: 'status', status: 429 }], more);
    const caller = new AbortController();
    const ending = run({ signal: caller.signal }).catch((error: unknown) => error);
    await expect.poll(() => standing.sleepers).toBe(1);
    caller.abort();
    expect(await ending).toMatchObject({
      code: 'cancelled',
      message: expect.stringContaining('cancelled while it waited to try again; nothing was applied.') as string,
      cause: { code: 'rate-limited' },
    });
    expect([seen(), await applied()]).toEqual([1, 0]);
  });

  test.each(carriers)('a closed connection to $label sends nothing', async (carrier) => {
    const { run, subUsers, seen } = await act(carrier, 'delete', []);
    await subUsers.close();
    await expect(run()).rejects.toMatchObject({ code: 'failed-precondition' });
    expect(seen()).toBe(0);
  });
});
