import type { Page, SubUser } from '@subuser/core';
import assert from 'node:assert/strict';
import type { Context } from '../context.ts';

/** Beyond this a suite takes longer than anybody waits. */
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

export interface FilledPages {
  subUsers: SubUser[];
  /** Rows of a page; `undefined` where everything fitted on one. */
  pageSize: number | undefined;
}

/** Creates until the list takes three pages, or until it is plain that it will not. */
export async function fillPages(context: Context): Promise<FilledPages> {
  const subUsers: SubUser[] = [];
  while (subUsers.length < mostSubUsers) {
    subUsers.push(...(await createMany(context, atOnce)));
    const { items, next } = await context.provider.listPage({});
    if (next !== undefined) {
      const missing = Math.max(0, 2 * items.length + 1 - subUsers.length);
      subUsers.push(...(await createMany(context, missing)));
      return { subUsers, pageSize: items.length };
    }
    if (items.length < subUsers.length) break;
  }
  return { subUsers, pageSize: undefined };
}

/** Every page from this cursor on, as the provider gives them. */
export async function readPages({ provider }: Context, cursor?: string): Promise<Page[]> {
  const pages: Page[] = [];
  let next = cursor;
  do {
    const page: Page = await provider.listPage(next === undefined ? {} : { cursor: next });
    pages.push(page);
    next = page.next;
    assert.ok(pages.length <= mostSubUsers, `the list has no end: ${pages.length} pages, and still a next`);
  } while (next !== undefined);
  return pages;
}
