import { subscribe, unsubscribe } from 'node:diagnostics_channel';

/** Beyond it signed requests are refused, and dates in messages and reports mislead. */
const tolerableSeconds = 30;

export interface CarrierClock {
  /** How far this machine's clock is from the carrier's; `undefined` where no reply told. */
  difference(): { says: string; isTolerable: boolean } | undefined;
  end(): void;
}

function isTold(event: unknown): event is { carrierTimeMs: number } {
  return typeof event === 'object' && event !== null && 'carrierTimeMs' in event && event.carrierTimeMs !== null;
}

/** Listens to the replies of the calls that are made until its end. */
export function watchCarrierClock(now: () => number): CarrierClock {
  let aheadMs: number | undefined;
  const listener = (event: unknown): void => {
    // The carrier's second is on average half over.
    if (isTold(event)) aheadMs = now() - event.carrierTimeMs - 500;
  };
  subscribe('subuser:call', listener);
  return {
    difference() {
      if (aheadMs === undefined) return undefined;
      const seconds = Math.round(Math.abs(aheadMs) / 1000);
      if (seconds < 3) return { says: 'as the carrier’s', isTolerable: true };
      const says = `${seconds} s ${aheadMs > 0 ? 'ahead of' : 'behind'} the carrier’s`;
      if (seconds <= tolerableSeconds) return { says, isTolerable: true };
      const why = 'A carrier that takes signed, dated tokens may refuse them';
      return { says: `${says}. ${why}: let this machine’s clock be set by NTP.`, isTolerable: false };
    },
    end: () => unsubscribe('subuser:call', listener),
  };
}
