import { type MemoryHarness, openMemory } from '../memory-harness.ts';
import { describeProvider } from '../../src/describe-provider.ts';

// Without counting requests, and with a close() that does nothing.
describeProvider(
  'a sandbox',
  async () => {
    const harness: Partial<MemoryHarness> & Pick<MemoryHarness, 'provider'> = openMemory();
    delete harness.requests;
    return { ...harness, provider: { ...harness.provider, close: async () => undefined } };
  },
  { skip: { requests: 'its SDK hides them', closes: 'its SDK has no close' } },
);

describeProvider('a stale one', async () => openMemory(), {
  skip: { 'deletes-once': 'long fixed', authenticates: 'not asked', 'lets-one-take-a-name': 'names repeat' },
});

describeProvider('a silent one', async () => ({ provider: openMemory().provider }));
