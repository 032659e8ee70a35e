import { type Page, type PageRequest, SubUserError } from '@subuser/core';
import { convertSubAccount } from './convert-sub-account.ts';
import type { SubAccountPage } from './vobiz-api.ts';
import type { ListSubAccountsQuery } from './vobiz-request.ts';

/** As many as Vobiz's own tools ask for at most; the maximum is unstated (vobiz.md [C]). */
const pageSize = 100;

function pageOf(cursor = '1'): number {
  if (/^[1-9]\d{0,8}$/u.test(cursor)) return Number(cursor);
  throw SubUserError.refusal(
    'A page of Vobiz sub-accounts is',
    [{ field: 'cursor', rule: 'must be the next of an earlier page' }],
    {
      carrier: 'vobiz',
      operation: 'listSubAccounts',
    },
  );
}

/** The cursor is the page's number as text. `active_only` is a filter of Vobiz's own, so it is used for `active` alone. */
export function convertPageRequest({ cursor, status }: PageRequest): ListSubAccountsQuery & { page: number } {
  return { page: pageOf(cursor), size: pageSize, ...(status === 'active' && { active_only: true }) };
}

/**
 * There is a next page while fewer rows were seen than there are. Counted by the rows that came and the size that the
 * reply names, so that no row is lost should Vobiz give fewer than were asked for.
 */
export function convertPage(reply: SubAccountPage, page: number): Page {
  const items = reply.sub_accounts.map(convertSubAccount);
  const seen = (page - 1) * Math.min(reply.size ?? pageSize, pageSize) + items.length;
  const isMore = items.length > 0 && seen < reply.total;
  return { items, total: reply.total, ...(isMore && { next: String(page + 1) }) };
}
