import { expect, test } from 'vitest';
import { itemsOf } from '../../test-support/slow-carrier.ts';
import { RowIterator } from './row-iterator.ts';
import type { SubUser } from '../model/sub-user.ts';

function rowsOf(pages: readonly string[][], end: () => void = () => undefined): RowIterator {
  async function* read(): AsyncGenerator<readonly SubUser[], void, undefined> {
    try {
      for (const page of pages) {
        await Promise.resolve();
        if (page[0] === 'broken') throw new Error('broken');
        yield itemsOf(page);
      }
    } finally {
      end();
    }
  }
  const all = read();
  return new RowIterator({ next: async () => (await all.next()).value ?? undefined, end: () => all.return() });
}

const idOf = ({ value }: IteratorResult<SubUser, undefined>): string | undefined => value?.id;

test('every row of every page, in order, and then the end', async () => {
  const rows = rowsOf([['1', '2'], [], ['3'], []]);
  const ids: string[] = [];
  for await (const { id } of rows) ids.push(id);
  expect(ids).toEqual(['1', '2', '3']);
  expect(await rows.next()).toEqual({ value: undefined, done: true });
});

test('concurrent calls resolve in order, across pages', async () => {
  const rows = rowsOf([
    ['1', '2'],
    ['3', '4', '5'],
  ]);
  expect((await rows.next()).value?.id).toBe('1');
  const results = await Promise.all(Array.from({ length: 6 }, () => rows.next()));
  expect(results.map(idOf)).toEqual(['2', '3', '4', '5', undefined, undefined]);
});

test('a consumer that stops early ends the reading, whatever is in flight', async () => {
  let ends = 0;
  const rows = rowsOf(
    [
      ['1', '2'],
      ['3', '4'],
    ],
    () => (ends += 1),
  );
  for await (const { id } of rows) if (id === '1') break;
  expect(ends).toBe(1);
  expect(await rows.next()).toEqual({ value: undefined, done: true });

  const others = rowsOf(
    [
      ['1', '2'],
      ['3', '4'],
    ],
    () => (ends += 1),
  );
  const results = await Promise.all([others.next(), others.return(), others.next()]);
  expect(results.map(idOf)).toEqual(['1', undefined, undefined]);
  expect(ends).toBe(2);
});

test('after an error there is nothing more', async () => {
  const rows = rowsOf([['1'], ['broken'], ['2']]);
  await rows.next();
  const [failed, behind] = await Promise.allSettled([rows.next(), rows.next()]);
  expect(failed).toMatchObject({ status: 'rejected', reason: new Error('broken') });
  expect(behind).toEqual({ status: 'fulfilled', value: { value: undefined, done: true } });
});
