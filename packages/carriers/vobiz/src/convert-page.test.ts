import { expect, test } from 'vitest';
import { convertPage } from './convert-page.ts';
import { subAccountPageSchema } from './vobiz-api.ts';

function pageOf(page: number, total: number) {
  const sub_accounts = Array.from({ length: 10 }, (_, each) => ({ auth_id: `SA_${each}`, name: 'Acme' }));
  const { next, cursorsAhead } = convertPage(subAccountPageSchema.parse({ sub_accounts, total }), { page, size: 10 });
  return { next, cursorsAhead };
}

test.each([
  [1, 10, '2/10+', undefined],
  [1, 4, '2/10+', undefined],
  [2, 20, '3/10+', undefined],
  [1, 11, '2/10', []],
  [1, 35, '2/10', ['3/10', '4/10']],
  [3, 55, '4/10', ['5/10', '6/10']],
  [1, 1_000_000, '2/10', ['3/10', '4/10', '5/10', '6/10', '7/10', '8/10', '9/10', '10/10']],
])('page %i of %i rows: behind it %j and %j', (page, total, next, cursorsAhead) => {
  expect(pageOf(page, total)).toEqual({ next, cursorsAhead });
});

test.each([
  [3, 100, 3, 100, undefined],
  [3, 100, 3, null, undefined],
  [20, 100, 20, 20, '2/20+'],
  [20, 100, 20, 100, undefined],
  [20, 100, 20, null, undefined],
])('%i of %i rows, of %i in all, on a page of %j: behind it %j', (count, asked, total, size, next) => {
  const sub_accounts = Array.from({ length: count }, (_, each) => ({ auth_id: `SA_${each}`, name: 'Acme' }));
  const page = convertPage(subAccountPageSchema.parse({ sub_accounts, total, size }), { page: 1, size: asked });
  expect(page.next).toBe(next);
});
