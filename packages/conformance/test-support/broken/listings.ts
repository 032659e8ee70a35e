import type { Page } from '@subuser/core/provider';
import { memoryTraits } from '@subuser/core/memory';
import { broken, type BrokenProvider } from './broken-provider.ts';

const total = { order: 'newest-first', shiftEvidence: 'total' } as const;

export const brokenListings: readonly BrokenProvider[] = [
  broken('shows the first page only', ['lists-every-page-once'], ({ provider }) => ({
    async listPage(request, call) {
      const { items } = await provider.listPage(request, call);
      return { items };
    },
  })),
  broken('repeats a row on the next page', ['pages-as-it-says'], ({ provider }) => {
    let last: Page['items'] = [];
    return {
      async listPage(request, call) {
        const page = await provider.listPage(request, call);
        const items = request.cursor === undefined ? page.items : [...last, ...page.items];
        last = page.items.slice(-1);
        return { ...page, items };
      },
    };
  }),
  broken(
    'calls cursors stable that count rows from the start',
    ['pages-as-it-says', 'lists-while-others-write'],
    ({ provider }) => ({
      traits: { ...provider.traits, listing: { order: 'newest-first', shiftEvidence: 'stable-cursor' } },
    }),
    { traits: { listing: total } },
  ),
  broken(
    'promises totals and returns none',
    ['pages-as-it-says', 'lists-while-others-write'],
    ({ provider }) => ({
      async listPage(request, call) {
        const { total: _total, ...page } = await provider.listPage(request, call);
        return page;
      },
    }),
    { traits: { listing: total } },
  ),
  broken(
    'lists oldest first though it says newest first',
    ['lists-newest-first'],
    ({ provider }) => ({ traits: { ...provider.traits, listing: memoryTraits.listing } }),
    { traits: { listing: { order: 'unstated', shiftEvidence: 'stable-cursor' } } },
  ),
  broken('treats every status as active', ['filters-by-status'], ({ provider }) => ({
    listPage: (request, call) =>
      provider.listPage({ ...request, ...(request.status && { status: 'active' as const }) }, call),
  })),
  broken(
    'fails as not-found if the account is empty',
    [
      'doubts-a-server-error',
      'filters-by-status',
      'lists-an-empty-account',
      'refuses-an-unknown-grant',
      'says-rate-limited',
      'says-unavailable-before-sending',
      'sends-a-lost-delete-once',
      'settles-a-lost-create',
    ],
    ({ provider }) => ({
      async listPage(request, call) {
        const page = await provider.listPage(request, call);
        return page.items.length > 0 ? page : { items: [await provider.get('nobody')] };
      },
    }),
  ),
  broken('turns a failure into an empty list', ['reads-again-or-says-unavailable'], ({ provider }) => ({
    listPage: (request, call) =>
      provider.listPage(request, call).catch((error: unknown) => {
        if (call?.signal?.aborted || !(error instanceof Error) || !error.message.includes('lost')) throw error;
        return { items: [] };
      }),
  })),
];
