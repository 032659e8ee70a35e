import type { Capabilities } from './capabilities.ts';
import type { NewSubUser } from '../model/new-sub-user.ts';
import type { CallOptions, PasswordChange, Verification } from '../provider/provider.ts';
import type { BrokenRule } from '../model/sub-user-error.ts';
import type { SubUserChange } from '../model/sub-user-change.ts';
import type { Created, Grant, Status, SubUser, SubUserId } from '../model/sub-user.ts';
import type { Traits } from '../model/traits.ts';

export interface CreateOptions extends CallOptions {
  /**
   * What to do when the carrier's answer is lost. `throw` (the default): reject with `outcome-unknown`. `settle`: look
   * for the attempt, adopt or delete what it left, and create again only where it left nothing. An attempt that is
   * applied later than `settle.lateMs` after it was given up is beyond it.
   */
  ifUnknown?: 'throw' | 'settle' | undefined;
  /** With `settle`: `detail.openAttempts` of an earlier create of this input, looked for before anything is created. */
  openAttempts?: readonly string[] | undefined;
  /**
   * With `settle`: awaited with an attempt's nonce before the attempt is sent, so that a journal can hold it. If it
   * rejects, nothing more is sent, and the create fails as `failed-precondition` with its reason as the cause.
   */
  onAttempt?: ((nonce: string) => Promise<void>) | undefined;
}

/**
 * The sub-users of one account of one carrier: what applications hold. `O` is the carrier's own options; a function that
 * takes plain `SubUsers` works on every carrier and cannot pass any.
 *
 * Every method rejects with `SubUserError` only. What breaks a rule or what the carrier cannot hold is refused before
 * any request, with every broken rule in `detail.fields`.
 */
export interface SubUsers<O = never> {
  readonly carrier: string;
  readonly traits: Traits;
  readonly capabilities: Capabilities;
  /** Every rule that `create` would refuse this input for before any request; empty where it would be sent. */
  check(input: NewSubUser<O>): readonly BrokenRule[];
  /**
   * One request. Rejects with `already-exists` where names are unique and this one is taken, and with `outcome-unknown`
   * where the answer is lost; then `detail.openAttempts` names the attempt if it carried a tag.
   */
  create(input: NewSubUser<O>, options?: CreateOptions): Promise<Created>;
  /** Rejects with `not-found`. */
  get(id: SubUserId, call?: CallOptions): Promise<SubUser>;
  /** Every sub-user that exists (with this status) throughout the reading, each once, in the carrier's order. */
  list(filter?: { status?: Status | undefined }, call?: CallOptions): AsyncIterable<SubUser>;
  /**
   * The one sub-user of that name (compared as the carrier folds it) or reference; `undefined` where there is none.
   * Reads the list: no carrier searches. Rejects with `failed-precondition` where several match, naming their ids, and
   * with `unsupported` for a reference where the carrier has no place for one.
   */
  find(by: { name: string } | { reference: string }, call?: CallOptions): Promise<SubUser | undefined>;
  /**
   * The sub-users that attempts to create have left (`onAttempt`, `detail.openAttempts`), by nonce. Look-ups that are
   * asked for at once share one reading of the list.
   */
  findAttempts(nonces: readonly string[], call?: CallOptions): Promise<ReadonlyMap<string, SubUser>>;
  /** Fields that the change leaves out stay. A change of `description` keeps the reference; that costs one read more. */
  update(id: SubUserId, change: SubUserChange<O>, call?: CallOptions): Promise<SubUser>;
  delete(id: SubUserId, call?: CallOptions): Promise<void>;
  suspend(id: SubUserId, call?: CallOptions): Promise<SubUser>;
  resume(id: SubUserId, call?: CallOptions): Promise<SubUser>;
  changePassword(id: SubUserId, change: PasswordChange, call?: CallOptions): Promise<void>;
  verification(id: SubUserId, call?: CallOptions): Promise<Verification>;
  grants(call?: CallOptions): Promise<readonly Grant[]>;
  /** Closes the provider's connections. */
  close(): Promise<void>;
}
