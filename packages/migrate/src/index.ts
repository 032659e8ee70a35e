export type { SubUsers } from '@subuser/core';
