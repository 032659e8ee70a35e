import type { Page, PageRequest } from '@subuser/core/provider';
import { cursorRefusal, placesAhead } from '@subuser/http';
import { carrier } from './carrier.ts';
import { convertSubUser } from './convert-sub-user.ts';
import type { Rows, SubUserView } from './voximplant-api.ts';
import type { GetSubUsersParameters } from './voximplant-request.ts';

type PageQuery = Pick<GetSubUsersParameters, 'with_roles' | 'offset'> & { count: number };

// The carrier states neither a default nor a maximum, and may return fewer.
const rowsPerPage = 100;

function placeOf(cursor: string | undefined): number {
  if (cursor === undefined) return 0;
  if (/^[1-9]\d{0,14}$/u.test(cursor)) return Number(cursor);
  throw cursorRefusal(carrier);
}

/**
 * The cursor is the number of rows before the page. Every page but the first asks for the row before it as well, whose
 * absence shows that rows moved.
 */
export function convertPageRequest({ cursor }: PageRequest): PageQuery {
  const seen = placeOf(cursor);
  const range = seen === 0 ? { count: rowsPerPage } : { offset: seen - 1, count: rowsPerPage + 1 };
  return { with_roles: true, ...range };
}

/**
 * A page shorter than asked may only show the carrier's unstated maximum, and a total may count its own page only: the list
 * ends with a page that brings no new row. After a full page those behind the next one are expected to be as long.
 */
export function convertPage({ result, total_count: total }: Rows<SubUserView>, { offset, count }: PageQuery): Page {
  const overlap = offset === undefined ? 0 : 1;
  const end = (offset ?? 0) + result.length;
  const page: Page = { items: result.map(convertSubUser) };
  if (total !== undefined) page.total = total;
  if (result.length <= overlap) return page;
  const [next, ...cursorsAhead] = placesAhead(end, rowsPerPage, total ?? Infinity).map(String);
  page.next = next ?? String(end);
  if (result.length === count) page.cursorsAhead = cursorsAhead;
  return page;
}
