import type * as z from 'zod';
import type { Capabilities } from './capabilities.ts';
import type { NativeSettings } from './native-settings.ts';
import type { NewSubUser } from '../model/new-sub-user.ts';
import type { CallOptions, PasswordChange, Verification } from '../provider/provider.ts';
import type { BrokenRule } from '../model/sub-user-error.ts';
import type { SubUserChange } from '../model/sub-user-change.ts';
import type { Created, Grant, Status, SubUser, SubUserId } from '../model/sub-user.ts';
import type { Traits } from '../model/traits.ts';

/** Of a create or an update. */
interface CopyOptions {
  /**
   * The values come from a carrier and not from a person: an email address and a phone number are sent as that carrier
   * holds them, even if they are not written as we ask people to. Default: false.
   */
  isCopy?: boolean | undefined;
}

export interface UpdateOptions extends CallOptions, CopyOptions {}

export interface CreateOptions extends CallOptions, CopyOptions {
  /**
   * What to do when the carrier's reply is lost. `throw` (the default): reject with `outcome-unknown`. `settle`: search for
   * the attempt, adopt or delete the sub-user that it created, and create again only if it created none. It cannot notice
   * an attempt that is applied later than `settle.lateMs` after we stopped waiting for its reply.
   */
  ifUnknown?: 'throw' | 'settle' | undefined;
  /** With `settle`: `detail.openAttempts` of an earlier create of this input, searched for before anything is created. */
  openAttempts?: readonly string[] | undefined;
  /**
   * With `settle`: awaited with an attempt's nonce before the attempt is sent, so that a journal can record it. If it
   * rejects, nothing more is sent, and the create fails as `failed-precondition` with its reason as the cause.
   */
  onAttempt?: ((nonce: string) => Promise<void>) | undefined;
}

export interface FindAttemptsOptions extends CallOptions {
  /**
   * Wait first until none of these attempts can be applied late any more (`settle.lateMs` from now): then what is not found
   * does not exist.
   */
  waitForLate?: boolean | undefined;
}

/**
 * The sub-users of one account of one carrier: what applications hold. `O` is the carrier's own options; a function that
 * takes plain `SubUsers` works on every carrier and cannot pass any.
 *
 * Every method rejects with `SubUserError` only. Input that breaks a rule, or that the carrier cannot hold, is refused before
 * any request, with every broken rule in `detail.fields`.
 */
export interface SubUsers<O = never> {
  readonly carrier: string;
  readonly traits: Traits;
  readonly capabilities: Capabilities;
  /** The schema of the carrier's own options (`carrierOptions`); absent if it has none. */
  readonly carrierOptions?: z.ZodType;
  /** Every broken rule for which `create` would refuse this input before any request; empty if it would be sent. */
  check(input: NewSubUser<O>): readonly BrokenRule[];
  /**
   * The carrier's own settings of a sub-user from this account that a create in another account of this carrier can take;
   * `undefined` if there are none that can.
   */
  nativeSettings(subUser: SubUser): NativeSettings | undefined;
  /**
   * One request. Rejects with `already-exists` if names are unique and this one is taken, and with `outcome-unknown` if the
   * reply is lost; then `detail.openAttempts` names the attempt if it contained a tag.
   */
  create(input: NewSubUser<O>, options?: CreateOptions): Promise<Created>;
  /** Rejects with `not-found`. */
  get(id: SubUserId, call?: CallOptions): Promise<SubUser>;
  /** Yields every sub-user (with this status) that exists throughout the reading, each once, in the carrier's order. */
  list(filter?: { status?: Status | undefined }, call?: CallOptions): AsyncIterable<SubUser>;
  /**
   * The one sub-user with this name (compared as the carrier folds it) or reference; `undefined` if there is none. Reads the
   * list, since no carrier can search. Rejects with `failed-precondition` if several match, naming their ids, and with
   * `unsupported` for a reference if the carrier has no place for one.
   */
  find(by: { name: string } | { reference: string }, call?: CallOptions): Promise<SubUser | undefined>;
  /**
   * The sub-users that attempts to create (`onAttempt`, `detail.openAttempts`) created, by nonce. Concurrent calls share one
   * reading of the list.
   */
  findAttempts(nonces: readonly string[], options?: FindAttemptsOptions): Promise<ReadonlyMap<string, SubUser>>;
  /** Fields that the change omits stay as they are. A change of `description` keeps the reference, which costs one more read. */
  update(id: SubUserId, change: SubUserChange<O>, options?: UpdateOptions): Promise<SubUser>;
  delete(id: SubUserId, call?: CallOptions): Promise<void>;
  suspend(id: SubUserId, call?: CallOptions): Promise<SubUser>;
  resume(id: SubUserId, call?: CallOptions): Promise<SubUser>;
  changePassword(id: SubUserId, change: PasswordChange, call?: CallOptions): Promise<void>;
  verification(id: SubUserId, call?: CallOptions): Promise<Verification>;
  grants(call?: CallOptions): Promise<readonly Grant[]>;
  /** Closes the provider's connections. */
  close(): Promise<void>;
}
