import type { Reason } from '../plan/plan.ts';

export interface CountedReason extends Reason {
  count: number;
}

/** Up to this many reasons that concern one sub-user each are listed one by one. */
const fewReasons = 3;

const keyOf = ({ field, why }: Reason): string => `${field}\n${why}`;

function countEach(reasons: readonly Reason[]): Map<string, CountedReason> {
  const counts = new Map<string, CountedReason>();
  for (const { field, why } of reasons) {
    const key = keyOf({ field, why });
    counts.set(key, { field, why, count: (counts.get(key)?.count ?? 0) + 1 });
  }
  return counts;
}

/** Returns whether a reason concerns one sub-user only, so that its line must say all of it: no other does. */
export function loneAmong(reasons: readonly Reason[]): (reason: Reason) => boolean {
  const counts = countEach(reasons);
  return (reason) => counts.get(keyOf(reason))?.count === 1;
}

/**
 * Counts equal reasons, the most frequent first. If a field has many reasons that differ for each sub-user, as renames do,
 * they become one line with the first as its example: nobody reads thousands of lines.
 */
export function countReasons(reasons: readonly Reason[]): CountedReason[] {
  const counts = countEach(reasons);
  const lone = new Map<string, CountedReason[]>();
  for (const reason of counts.values())
    if (reason.count === 1) {
      const others = lone.get(reason.field);
      // There may be thousands of renames: copying the list each time would take for ever.
      if (others === undefined) lone.set(reason.field, [reason]);
      else others.push(reason);
    }
  const lines = [...counts.values()].filter(({ count }) => count > 1);
  for (const [field, each] of lone) {
    const [first] = each;
    if (first === undefined || each.length <= fewReasons) lines.push(...each);
    else
      lines.push({
        field,
        why: `${first.why} … and ${each.length - 1} more like it, each in the last table`,
        count: each.length,
      });
  }
  return lines.toSorted((a, b) => b.count - a.count);
}
