// What a carrier may do to hold a client to its rate. Times are in milliseconds.

export interface Limit {
  perSecond: number;
  /**
   * `window`: in no second, wherever it begins, more than `perSecond`, the strictest reading of “200 requests a second”.
   * `bucket`: a token bucket (the same as GCRA) that is refilled at `perSecond` and holds so many.
   */
  kind: 'window' | { bucket: number };
}

/** Whether a request that comes now is let in. */
export function createLimiter({ perSecond, kind }: Limit): (now: number) => boolean {
  if (kind === 'window') {
    /** When the last so many came that were let in. */
    const last = Array<number>(perSecond).fill(-Infinity);
    let next = 0;
    return (now) => {
      if (now - (last[next] ?? 0) < 1000) return false;
      last[next] = now;
      next = (next + 1) % perSecond;
      return true;
    };
  }
  let tokens = kind.bucket;
  let since = 0;
  return (now) => {
    tokens = Math.min(kind.bucket, tokens + ((now - since) * perSecond) / 1000);
    since = now;
    if (tokens < 1) return false;
    tokens -= 1;
    return true;
  };
}
