import type { Page, PageRequest } from '../provider/provider.ts';
import type { SubUser, SubUserId } from '../model/sub-user.ts';
import type { Traits } from '../model/traits.ts';

export interface Row {
  sequence: number;
  subUser: SubUser;
  secret: string;
}

/** The rows of a memory provider, and a way to page through them for each kind of `shiftEvidence`. */
export class MemoryRows {
  readonly #rows = new Map<SubUserId, Row>();
  readonly #listing: Traits['listing'];
  readonly #pageSize: number;
  #sequence = 0;

  constructor(listing: Traits['listing'], pageSize: number) {
    this.#listing = listing;
    this.#pageSize = pageSize;
  }

  add(make: (sequence: number) => { subUser: SubUser; secret: string }): Row {
    this.#sequence += 1;
    const row = { sequence: this.#sequence, ...make(this.#sequence) };
    this.#rows.set(row.subUser.id, row);
    return row;
  }

  get(id: SubUserId): Row | undefined {
    return this.#rows.get(id);
  }

  delete(id: SubUserId): boolean {
    return this.#rows.delete(id);
  }

  all(): Row[] {
    const rows = [...this.#rows.values()];
    return this.#listing.order === 'newest-first' ? rows.toReversed() : rows;
  }

  /** The cursor is the last row's sequence where paging is stable, else a position. */
  page({ cursor, status }: PageRequest): Page {
    const rows = this.all().filter((row) => status === undefined || row.subUser.status === status);
    if (this.#listing.shiftEvidence === 'stable-cursor') {
      const isAfter = (row: Row): boolean => {
        if (cursor === undefined) return true;
        return this.#listing.order === 'newest-first' ? row.sequence < Number(cursor) : row.sequence > Number(cursor);
      };
      const rest = rows.filter(isAfter);
      const items = rest.slice(0, this.#pageSize);
      const last = items.at(-1);
      const hasMore = rest.length > items.length && last !== undefined;
      return { items: items.map(({ subUser }) => subUser), ...(hasMore && { next: String(last.sequence) }) };
    }
    const start = Number(cursor ?? 0);
    const end = start + this.#pageSize;
    const items = rows.slice(start, end).map(({ subUser }) => subUser);
    const hasMore = rows.length > end;
    // An overlapping page begins with the last row of the page before, so that a reader sees whether it moved.
    const next = this.#listing.shiftEvidence === 'overlap' ? end - 1 : end;
    const total = this.#listing.shiftEvidence === 'total' ? { total: rows.length } : {};
    return { items, ...total, ...(hasMore && { next: String(next) }) };
  }
}
