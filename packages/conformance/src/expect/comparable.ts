import assert from 'node:assert/strict';
import type { SubUser } from '@subuser/core';

/** Everything that a caller set, and what nobody may change; without the dates that the carrier moves. */
export function comparable(subUser: SubUser): Record<string, unknown> {
  const { native: _native, updatedAt: _updatedAt, lastUsedAt: _lastUsedAt, grants, ...rest } = subUser;
  return { ...rest, ...(grants !== undefined && { grants: grants === null ? null : grants.toSorted() }) };
}

export function assertSame(actual: SubUser, expected: SubUser, what: string): void {
  const different = `${what} is another than it should be`;
  assert.deepEqual(comparable(actual), comparable(expected), different);
}

/** Order says nothing where a carrier states none. */
export function assertSameMembers(actual: readonly string[], expected: readonly string[], what: string): void {
  assert.deepEqual(actual.toSorted(), expected.toSorted(), what);
}
