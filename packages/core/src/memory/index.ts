export { createMemoryProvider, type MemoryOptions, type MemoryProvider } from './create-memory-provider.ts';
export { memoryTraits } from './memory-traits.ts';
