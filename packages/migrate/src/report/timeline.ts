/** From one moment to another, in milliseconds since 1970 UTC. */
export interface Span {
  from: number;
  to: number;
}

/** Longer than any step, or wait, that is under way: nobody was at work. */
const longestSilenceMs = 300_000;

export interface Timeline {
  begin: number;
  /** Milliseconds in which it was worked. */
  worked: number;
  /** When nobody was at work: between two runs, say. */
  pauses: readonly Span[];
  /** Milliseconds worked until a moment. */
  at: (moment: number) => number;
}

/** The time in which it was worked, without the nights in between. At least one span is needed. */
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

/** Spans as they are seen: those that overlap are one. */
export function merged(spans: readonly Span[]): Span[] {
  const apart: Span[] = [];
  for (const { from, to } of spans.toSorted((a, b) => a.from - b.from)) {
    const last = apart.at(-1);
    if (last && from <= last.to) last.to = Math.max(last.to, to);
    else apart.push({ from, to });
  }
  return apart;
}
