import type { SubUserProvider } from '@subuser/core';
import type { MemoryOptions } from '@subuser/core/memory';
import type { BehaviourName } from '../../src/behaviours.ts';
import { type MemoryHarness, openMemory } from '../memory-harness.ts';

/** A provider with one fault that real adapters have, and the behaviours that must fail because of it, and no others. */
export interface BrokenProvider {
  /** What it does wrong, as a sentence without its subject. */
  fault: string;
  fails: readonly BehaviourName[];
  open(): Promise<MemoryHarness>;
}

export function broken(
  fault: string,
  fails: readonly BehaviourName[],
  breakIt: (harness: MemoryHarness) => Partial<SubUserProvider>,
  options: MemoryOptions = {},
): BrokenProvider {
  return {
    fault,
    fails,
    async open() {
      const harness = openMemory(options);
      return { ...harness, provider: { ...harness.provider, ...breakIt(harness) } };
    },
  };
}
