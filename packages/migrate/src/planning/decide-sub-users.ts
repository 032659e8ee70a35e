import type { Listed } from '../inventory/inventory.ts';
import { judgeNew } from './decide-new.ts';
import { judgePair } from './decide-pair.ts';
import type { Judgement } from './decision.ts';
import { nameChooser } from './name-chooser.ts';
import { pairSubUsers, type Sides } from './pair-sub-users.ts';
import { wantedSubUser } from './desired-sub-user.ts';

function movingOf({ source, mapping }: Sides): Listed[] {
  const { status, only, except } = mapping.filter;
  const [taken, left] = [only && new Set(only), new Set(except)];
  const moving = source.subUsers.filter(
    (each) =>
      (each.status !== 'disabled' || mapping.disabled !== 'skip') &&
      (status?.includes(each.status) ?? true) &&
      (taken?.has(each.id) ?? true) &&
      !left.has(each.id),
  );
  // An inventory has each id once. Should one come twice, the later row counts: there is one step for an id.
  return moving.filter(({ id }, index) => id !== moving[index + 1]?.id);
}

/** What becomes of every source sub-user that moves, in the order of the inventory; one by one, since they may be many. */
export function* judgeSubUsers(sides: Sides): Generator<Judgement, void, undefined> {
  const moving = movingOf(sides);
  const nameOf = nameChooser(moving, sides);
  for (const pairing of pairSubUsers(moving, sides)) {
    const { source, target } = pairing;
    const subject = { source, pairing, wanted: wantedSubUser(source, sides), name: nameOf(pairing) };
    yield target === undefined ? judgeNew(subject, sides) : judgePair(subject, target, sides);
  }
}
