import type { Control } from '../server/control.ts';
import { LoopbackControl } from '../server/loopback-control.ts';
import type { ControlOptions } from '../server/loopback-control.ts';
import type { VobizPlay } from './routes/vobiz-script.ts';
import { usualDialect } from './vobiz-dialect.ts';
import type { VobizDialect } from './vobiz-dialect.ts';

/** The control of the Vobiz emulator. `reset` also takes the dialect back to its defaults. */
export interface VobizControl extends Control, VobizDialect {
  /** A main account that is not the caller's (404) and its sub-account (403). */
  readonly otherParent: { readonly authId: string; readonly subAccountId: string };
  /**
   * Whether a pair of `auth_id` and `auth_token` is real at this moment, a sub-account's or the parent's: proof that a
   * returned secret is the true one. A seeded sub-account's token is known to nobody.
   */
  authenticates(login: string, secret: string): boolean;
}

export class VobizLoopbackControl extends LoopbackControl implements VobizControl {
  createStatus = usualDialect.createStatus;
  retrieveEnvelope = usualDialect.retrieveEnvelope;
  kycKeys = usualDialect.kycKeys;
  created = usualDialect.created;
  pageLimit = usualDialect.pageLimit;
  sizeReply = usualDialect.sizeReply;
  deleteAnswer = usualDialect.deleteAnswer;
  readonly #play: VobizPlay;

  constructor(play: VobizPlay, options: ControlOptions) {
    super(play, options);
    this.#play = play;
  }

  get otherParent(): VobizControl['otherParent'] {
    return this.#play.otherParent;
  }

  authenticates(login: string, secret: string): boolean {
    return this.#play.authenticates(login, secret);
  }

  override reset(): void {
    super.reset();
    Object.assign(this, usualDialect);
  }
}
