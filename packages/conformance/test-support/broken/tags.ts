import type { SubUser } from '@subuser/core';
import { readTag } from '@subuser/core/provider';
import { broken, type BrokenProvider } from './broken-provider.ts';

const cut = (text: string | null | undefined): string => (text ?? '').slice(0, 255);

/** Rows of which only the first with each nonce is there. */
function firstOfEachMark(rows: readonly SubUser[]): SubUser[] {
  const seen = new Set<string>();
  return rows.filter(({ description }) => {
    const nonce = readTag(description ?? null).tag?.nonce;
    return nonce === undefined || !(seen.has(nonce) || !seen.add(nonce));
  });
}

export const brokenTags: readonly BrokenProvider[] = [
  broken('cuts descriptions at a length that it does not state', ['keeps-the-tag-whole'], ({ provider }) => ({
    create: ({ description, ...draft }, call) =>
      provider.create({ ...draft, ...(description !== undefined && { description: cut(description) }) }, call),
  })),
  broken('stores less than its replies show', ['keeps-the-tag-whole'], ({ provider }) => ({
    async create({ description, ...draft }, call) {
      if (description === undefined) return provider.create(draft, call);
      const created = await provider.create({ ...draft, description: cut(description) }, call);
      return { ...created, subUser: { ...created.subUser, description } };
    },
  })),
  broken('lists one sub-user for each mark', ['shows-both-of-one-mark'], ({ provider }) => ({
    async listPage(request, call) {
      const page = await provider.listPage(request, call);
      return { ...page, items: firstOfEachMark(page.items) };
    },
  })),
];
