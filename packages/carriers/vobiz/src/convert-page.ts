import type { Page, PageRequest } from '@subuser/core/provider';
import { cursorRefusal, placesAhead } from '@subuser/http';
import { carrier } from './carrier.ts';
import { convertSubAccount } from './convert-sub-account.ts';
import type { SubAccountPage } from './vobiz-api.ts';
import type { ListSubAccountsQuery } from './vobiz-request.ts';

type PageQuery = ListSubAccountsQuery & { page: number; size: number };

/** As many as Vobiz's own tools ask for at most; the maximum is unstated (vobiz.md [C]). */
const pageSize = 100;

/** Of a page behind the last row that the total counts, which is expected to be empty. */
const behind = '+';

function placeOf(cursor: string | undefined): { page: number; size: number } {
  if (cursor === undefined) return { page: 1, size: pageSize };
  const [, page, size] = /^([1-9]\d{0,8})\/([1-9]\d{0,8})\+?$/u.exec(cursor) ?? [];
  if (page !== undefined && size !== undefined) return { page: Number(page), size: Number(size) };
  throw cursorRefusal(carrier);
}

/** Whether the carrier may refuse the page, because it may be behind the last. */
export function isBehindTotal({ cursor }: PageRequest): boolean {
  return cursor?.endsWith(behind) === true;
}

/**
 * The cursor is `<page>/<rows in a page>`, with a `+` where the total counts no row on it. `active_only` is a filter of
 * Vobiz's own, used for `active` alone.
 */
export function convertPageRequest({ cursor, status }: PageRequest): PageQuery {
  return { ...placeOf(cursor), ...(status === 'active' && { active_only: true }) };
}

/**
 * There is a next page while fewer than `total` rows were seen, and after a full page or a wrong total: a total may count its
 * own page only, or lag behind. The first page shows how many rows Vobiz returns at once, and the others are requested in
 * that size: the `size` in a reply may merely echo the request, and paging by it would skip rows.
 */
export function convertPage(reply: SubAccountPage, { page, size }: PageQuery): Page {
  const items = reply.sub_accounts.map(convertSubAccount);
  const rowsPerPage = page === 1 ? items.length : size;
  const seen = (page - 1) * rowsPerPage + items.length;
  const { total } = reply;
  const isFull = items.length >= size || items.length === reply.size;
  const isWrong = page === 1 && seen > total;
  if (items.length === 0 || (seen >= total && !isFull && !isWrong)) return { items, total };
  if (seen >= total) return { items, total, next: `${page + 1}/${rowsPerPage}${behind}` };
  const pages = placesAhead(page + 1, 1, page + 1 + Math.ceil((total - seen) / rowsPerPage));
  const [next = '', ...cursorsAhead] = pages.map((place) => `${place}/${rowsPerPage}`);
  return { items, total, next, cursorsAhead };
}
