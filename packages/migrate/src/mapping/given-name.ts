import type { SubUserId } from '@subuser/core';
import type { Mapping } from './mapping.ts';

/** The name that the mapping gives this sub-user. An id may be `constructor`, which every object seems to have. */
export function givenName({ names }: Pick<Mapping, 'names'>, id: SubUserId): string | undefined {
  return Object.hasOwn(names, id) ? names[id] : undefined;
}
