import type { BrokenProvider } from './broken-provider.ts';
import { brokenCalls } from './calls.ts';
import { brokenGrants } from './grants.ts';
import { brokenListings } from './listings.ts';
import { brokenLosses } from './losses.ts';
import { brokenNameKeepers } from './names.ts';
import { brokenReads } from './reads.ts';
import { brokenSecrets } from './secrets.ts';
import { brokenTags } from './tags.ts';

export const brokenProviders: readonly BrokenProvider[] = [
  ...brokenListings,
  ...brokenSecrets,
  ...brokenGrants,
  ...brokenNameKeepers,
  ...brokenReads,
  ...brokenLosses,
  ...brokenCalls,
  ...brokenTags,
];
