import type { SubUserDraft } from '../model/new-sub-user.ts';
import type { Clock } from '../ports/clock.ts';
import type { SignalHub } from '../ports/signal-hub.ts';
import type { SubUserProvider } from '../provider/provider.ts';
import type { FindAttempts } from './find-attempts.ts';
import type { TagWatch } from './tag-watch.ts';

export interface SettleSettings {
  /** Searches and creates at most, before it gives up as `outcome-unknown`. The last round only searches. */
  rounds: number;
  /**
   * How long after we stopped waiting for its reply an attempt may still become visible and be noticed, in milliseconds: the time
   * until the carrier applies it and the time until its list shows it, together.
   */
  lateMs: number;
}

export interface SettlementParts<O> {
  provider: SubUserProvider<O>;
  findAttempts: FindAttempts;
  tags: TagWatch<O>;
  clock: Clock;
  signals: SignalHub;
  settings: SettleSettings;
  newNonce: () => string;
  /** The draft as it is sent under this nonce. */
  draftOf: (nonce: string) => SubUserDraft<O>;
  /** True where the caller chose the password, so that an earlier call's attempt has the same one. */
  isPasswordGiven: boolean;
  /** Awaited before each attempt is sent. */
  onAttempt: (nonce: string) => Promise<void>;
}
