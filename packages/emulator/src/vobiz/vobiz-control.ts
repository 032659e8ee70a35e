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

  override reset(): void {
    super.reset();
    Object.assign(this, usualDialect);
  }
}
