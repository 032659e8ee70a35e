import type { SubUser } from '@subuser/core';
import type { Page } from '@subuser/core/provider';
import assert from 'node:assert/strict';
import type { Context } from '../context.ts';

/** With more, the suite would take too long. */
const mostSubUsers = 300;
const atOnce = 20;

async function createMany(context: Context, count: number): Promise<SubUser[]> {
  const made: SubUser[] = [];
  while (made.length < count) {
    const batch = Array.from({ length: Math.min(atOnce, count - made.length) }, () => context.create());
    made.push(...(await Promise.all(batch)).map(({ subUser }) => subUser));
  }
  return made;
}

/** Every page from this cursor on, as the provider gives them. */
export async function readPages({ provider }: Context, cursor?: string): Promise<Page[]> {
  const pages: Page[] = [];
  let next = cursor;
  do {
    const page: Page = await provider.listPage(next === undefined ? {} : { cursor: next });
    pages.push(page);
    next = page.next;
    assert.ok(pages.length <= mostSubUsers, `the list does not end: ${pages.length} pages, and still a next cursor`);
  } while (next !== undefined);
  return pages;
}

export interface FilledPages {
  subUsers: SubUser[];
  /** Rows of the first page; `undefined` if no later page has others. */
  pageSize: number | undefined;
  /** How many pages have rows that no earlier page has. */
  pageCount: number;
}

function withNewRows(pages: readonly Page[]): Page[] {
  const seen = new Set<string>();
  return pages.filter(({ items }) => {
    const before = seen.size;
    for (const { id } of items) seen.add(id);
    return seen.size > before;
  });
}

/** Creates sub-users until the list has three pages, or until it clearly will not. */
export async function fillPages(context: Context): Promise<FilledPages> {
  const subUsers: SubUser[] = [];
  for (;;) {
    subUsers.push(...(await createMany(context, atOnce)));
    const pages = withNewRows(await readPages(context));
    const listed = new Set(pages.flatMap(({ items }) => items.map(({ id }) => id)));
    if (pages.length > 2 || listed.size < subUsers.length || subUsers.length >= mostSubUsers) {
      const pageSize = pages.length > 1 ? pages[0]?.items.length : undefined;
      return { subUsers, pageSize, pageCount: pages.length };
    }
  }
}
