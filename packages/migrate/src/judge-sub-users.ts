import type { SubUserId } from '@subuser/core';
import { chooseNames } from './choose-names.ts';
import type { Listed } from './inventory.ts';
import { judgeNew } from './judge-new.ts';
import { judgePair } from './judge-pair.ts';
import type { Judgement, Judgements } from './judgement.ts';
import { pairSubUsers, type Sides } from './pair-sub-users.ts';
import { wantedSubUser } from './wanted-sub-user.ts';

function movingOf({ source, mapping }: Sides): Listed[] {
  const { status, only, except } = mapping.filter;
  const [taken, left] = [only && new Set(only), new Set(except)];
  return source.subUsers
    .filter((each) => each.status !== 'disabled' || mapping.disabled !== 'skip')
    .filter((each) => status?.includes(each.status) ?? true)
    .filter(({ id }) => (taken?.has(id) ?? true) && !left.has(id));
}

/** What becomes of every source sub-user that moves, in the order of the inventory. */
export function judgeSubUsers(sides: Sides): Judgements {
  const moving = movingOf(sides);
  const pairings = pairSubUsers(moving, sides);
  const names = chooseNames(pairings, sides);
  const judgements = new Map<SubUserId, Judgement>();
  for (const [id, pairing] of pairings) {
    const { source } = pairing;
    const name = names.get(id) ?? { why: 'no name was chosen' };
    const subject = { source, pairing, wanted: wantedSubUser(source, sides), name };
    const { target } = pairing;
    judgements.set(id, target === undefined ? judgeNew(subject, sides) : judgePair(subject, target, sides));
  }
  return judgements;
}
