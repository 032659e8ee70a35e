/** Why one sub-user loses something, is blocked or failed. */
export interface Reason {
  field: string;
  why: string;
}

export interface CountedReason extends Reason {
  count: number;
}

/** So many reasons of one sub-user each are still listed one by one. */
const fewReasons = 3;

/**
 * Reasons with how many have them, the most frequent first. Where a field has many that differ with each sub-user, as
 * renames do, they become one line with the first as its example: thousands of lines tell nobody anything.
 */
export function countReasons(reasons: readonly Reason[]): CountedReason[] {
  const counts = new Map<string, CountedReason>();
  for (const { field, why } of reasons) {
    const key = `${field}\n${why}`;
    counts.set(key, { field, why, count: (counts.get(key)?.count ?? 0) + 1 });
  }
  const lone = new Map<string, CountedReason[]>();
  for (const reason of counts.values())
    if (reason.count === 1) {
      const others = lone.get(reason.field);
      // Thousands of renames: a list that is copied each time would take for ever.
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
