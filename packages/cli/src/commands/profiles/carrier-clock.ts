import { subscribe, unsubscribe } from 'node:diagnostics_channel';

/** Beyond it carriers refuse signed requests, and dates in messages and reports mislead. */
const tolerableSeconds = 30;

export interface CarrierClock {
  /** How far this machine's clock is from the carrier's; `undefined` if no reply had a date. */
  difference(): { says: string; isTolerable: boolean } | undefined;
  end(): void;
}

function isDated(event: unknown): event is { carrierTimeMs: number } {
  return typeof event === 'object' && event !== null && 'carrierTimeMs' in event && event.carrierTimeMs !== null;
}

/** Reads the dates of all replies until `end()`. */
export function watchCarrierClock(now: () => number): CarrierClock {
  let aheadMs: number | undefined;
  const listener = (event: unknown): void => {
    // A date has whole seconds: on average half a second has passed.
    if (isDated(event)) aheadMs = now() - event.carrierTimeMs - 500;
  };
  subscribe('subuser:call', listener);
  return {
    difference() {
      if (aheadMs === undefined) return undefined;
      const seconds = Math.round(Math.abs(aheadMs) / 1000);
      if (seconds < 3) return { says: 'agrees with the carrier’s', isTolerable: true };
      const says = `${seconds} s ${aheadMs > 0 ? 'ahead of' : 'behind'} the carrier’s`;
      if (seconds <= tolerableSeconds) return { says, isTolerable: true };
      const remedy = 'A carrier may refuse signed tokens with such a date: set this machine’s clock by NTP';
      return { says: `${says}. ${remedy}.`, isTolerable: false };
    },
    end: () => unsubscribe('subuser:call', listener),
  };
}
