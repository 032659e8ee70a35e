export type { SubUserProvider } from '@subuser/core';
