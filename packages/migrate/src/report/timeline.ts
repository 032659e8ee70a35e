/** From one moment to another, in milliseconds since 1970 UTC. */
export interface Span {
  from: number;
  to: number;
}

/** Longer than any step or wait: no run was active. */
const longestSilenceMs = 300_000;

export interface Timeline {
  begin: number;
  /** Milliseconds in which a run was active. */
  worked: number;
  /** When no run was active, for example between two runs. */
  pauses: readonly Span[];
  /** Milliseconds worked up to a moment. */
  at: (moment: number) => number;
}

/** The time in which runs were active, without the pauses between them. Needs at least one span. */
export function timelineOf(spans: readonly Span[]): Timeline {
  const ordered = spans.toSorted((a, b) => a.from - b.from);
  const begin = ordered[0]?.from ?? 0;
  const pauses: Span[] = [];
  let end = begin;
  for (const { from, to } of ordered) {
    if (from - end > longestSilenceMs) pauses.push({ from: end, to: from });
    end = Math.max(end, to);
  }
  const at = (moment: number): number => {
    const paused = pauses.reduce((sum, { from, to }) => sum + Math.max(0, Math.min(moment, to) - from), 0);
    return Math.min(Math.max(moment, begin), end) - begin - paused;
  };
  return { begin, worked: at(end), pauses, at };
}

/** Joins the spans that overlap. */
export function merged(spans: readonly Span[]): Span[] {
  const apart: Span[] = [];
  for (const { from, to } of spans.toSorted((a, b) => a.from - b.from)) {
    const last = apart.at(-1);
    if (last && from <= last.to) last.to = Math.max(last.to, to);
    else apart.push({ from, to });
  }
  return apart;
}
