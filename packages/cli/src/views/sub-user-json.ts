import type { SubUser } from '@subuser/core';

/** A sub-user as `--json` and the exports show it: the model without the carrier's own object. */
export function subUserJson({ native: _native, ...subUser }: SubUser): Record<string, unknown> {
  return subUser;
}
