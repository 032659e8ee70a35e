import { type CallOptions, SubUserError } from '@subuser/core';
import type { Page, PageRequest } from '@subuser/core/provider';
import { convertSubUser } from './convert-sub-user.ts';
import type { VoximplantClient } from './voximplant-client.ts';
import { carrier } from './carrier.ts';

// The carrier states neither a default nor a maximum, and may answer fewer.
const rowsPerPage = 100;

/** How many pages behind the next one are told of. */
const furtherPages = 8;

function offsetOf(cursor: string | undefined): number {
  if (cursor === undefined) return 0;
  if (/^[1-9]\d{0,14}$/u.test(cursor)) return Number(cursor);
  const broken = [{ field: 'cursor', rule: 'must be the next of an earlier page' }];
  throw SubUserError.refusal(broken, { carrier, operation: 'GetSubUsers' });
}

/** A page that was full is taken for a sign that those behind the next one are as long. */
function cursorsBehind(next: number, total = Infinity): string[] {
  const starts = Array.from({ length: furtherPages }, (_, place) => next + (place + 1) * rowsPerPage);
  return starts.filter((start) => start < total).map(String);
}

/**
 * One page. The cursor is the number of rows before it, and every page but the first asks for the row before it as well,
 * whose absence shows that rows moved. A page shorter than asked may only show the carrier's unstated maximum: the list
 * ends with a page that brings no new row, or where the carrier tells a total and it is reached.
 */
export async function listSubUsers(client: VoximplantClient, request: PageRequest, call?: CallOptions): Promise<Page> {
  const seen = offsetOf(request.cursor);
  const overlap = seen === 0 ? 0 : 1;
  const count = rowsPerPage + overlap;
  const range = seen === 0 ? { count } : { offset: seen - overlap, count };
  const { result, total_count: total } = await client.getSubUsers({ with_roles: true, ...range }, call);
  const page: Page = { items: result.map(convertSubUser) };
  const end = seen - overlap + result.length;
  const isLast = result.length <= overlap || (total !== undefined && end >= total);
  if (!isLast) page.next = String(end);
  if (!isLast && result.length === count) page.cursorsAhead = cursorsBehind(end, total);
  if (total !== undefined) page.total = total;
  return page;
}
