import assert from 'node:assert/strict';
import type { SubUser } from '@subuser/core';

/** Everything that must stay the same: all fields except the dates that the carrier changes. */
export function comparable(subUser: SubUser): Record<string, unknown> {
  const { native: _native, updatedAt: _updatedAt, lastUsedAt: _lastUsedAt, grants, ...rest } = subUser;
  return { ...rest, ...(grants !== undefined && { grants: grants === null ? null : grants.toSorted() }) };
}

export function assertSame(actual: SubUser, expected: SubUser, what: string): void {
  const different = `${what} differs from what it should be`;
  assert.deepEqual(comparable(actual), comparable(expected), different);
}

/** Ignores the order, which not every carrier states. */
export function assertSameMembers(actual: readonly string[], expected: readonly string[], what: string): void {
  assert.deepEqual(actual.toSorted(), expected.toSorted(), what);
}
