// The door for tests and dry runs: a provider without a carrier.
export { createMemoryProvider, type MemoryOptions, type MemoryProvider } from './create-memory-provider.ts';
export { memoryTraits } from './memory-traits.ts';
