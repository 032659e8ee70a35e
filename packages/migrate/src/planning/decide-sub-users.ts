import type { InventoryRow } from '../inventory/inventory.ts';
import { decideNew } from './decide-new.ts';
import { decidePair } from './decide-pair.ts';
import type { Decision } from './decision.ts';
import { nameChooser } from './name-chooser.ts';
import { pairSubUsers } from './pair-sub-users.ts';
import type { Sides } from './sides.ts';
import { desiredSubUser } from './desired-sub-user.ts';

/** A status that cannot be read leaves nobody out: the step is blocked instead. */
function hasStatus({ unreadable }: InventoryRow): boolean {
  return unreadable === undefined || !(unreadable.includes('enabled') || unreadable.includes('status'));
}

function movingOf({ source, mapping }: Sides): InventoryRow[] {
  const { status, only, except } = mapping.filter;
  const [taken, left] = [only && new Set(only), new Set(except)];
  const moving = source.subUsers.filter(
    (each) =>
      (!hasStatus(each) ||
        ((each.status !== 'disabled' || mapping.disabled !== 'skip') && (status?.includes(each.status) ?? true))) &&
      (taken?.has(each.id) ?? true) &&
      !left.has(each.id),
  );
  // An inventory has each id once. If one occurs twice, the later row counts: an id has one step.
  return moving.filter(({ id }, index) => id !== moving[index + 1]?.id);
}

/** Decides for every source sub-user that moves, in the order of the inventory; one by one, since there may be millions. */
export function* decideSubUsers(sides: Sides): Generator<Decision, void, undefined> {
  const moving = movingOf(sides);
  const nameOf = nameChooser(moving, sides);
  for (const pairing of pairSubUsers(moving, sides)) {
    const { source, target } = pairing;
    const candidate = { source, pairing, desired: desiredSubUser(source, sides), name: nameOf(pairing) };
    yield target === undefined ? decideNew(candidate, sides) : decidePair(candidate, target, sides);
  }
}
