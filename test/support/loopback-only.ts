import { afterEach } from 'vitest';
import { takeRefusals } from './loopback-guard.ts';

// Loaded in every worker. The refused attempt fails the test that made it, even where the code under test swallowed it.
afterEach(() => {
  const refusals = takeRefusals();
  if (refusals.length > 0) throw new Error(refusals.join('\n'));
});
