import type * as z from 'zod';
import type { SubUserDraft } from '../model/new-sub-user.ts';
import type { SubUserRevision } from '../model/sub-user-change.ts';
import type { BrokenRule } from '../model/sub-user-error.ts';
import type { Created, Grant, Status, SubUser, SubUserId } from '../model/sub-user.ts';
import type { Secret } from '../model/secret.ts';
import type { Traits } from '../model/traits.ts';

export interface CallOptions {
  /** Cancels the call wherever it waits, as `cancelled`. The outcome of a write that was already sent is then unknown. */
  signal?: AbortSignal | undefined;
}

export interface PageRequest {
  /** The `next` of an earlier page; absent for the first. */
  cursor?: string;
  /** A hint: an adapter may use it to fetch less, and may return rows of another status. */
  status?: Status;
}

export interface Page {
  items: readonly SubUser[];
  /** Absent on the last page. */
  next?: string;
  /**
   * Cursors of the pages after `next`, in order, where they are known in advance; not necessarily all. These pages are requested
   * several at a time. Without a `total` they may be past the end.
   */
  cursorsAhead?: readonly string[];
  /** The count of all rows that match, where the carrier states it. */
  total?: number;
}

export interface Suspension {
  suspend(id: SubUserId, call?: CallOptions): Promise<SubUser>;
  resume(id: SubUserId, call?: CallOptions): Promise<SubUser>;
}

export interface PasswordChange {
  current: Secret;
  next: Secret;
}

export interface Passwords {
  change(id: SubUserId, change: PasswordChange, call?: CallOptions): Promise<void>;
}

export interface Verification {
  state: 'not-required' | 'not-started' | 'pending' | 'verified' | 'failed';
  /** Whether the carrier refuses its calls until it is verified. */
  callsBlocked: boolean;
}

export interface Verifications {
  status(id: SubUserId, call?: CallOptions): Promise<Verification>;
}

/**
 * What an adapter implements. Applications hold `openSubUsers(provider)`, which checks names, passwords, references and
 * traits, writes and reads reference tags, pages, finds and settles, so that an adapter need do none of it.
 *
 * Every method rejects with `SubUserError` only. A write is sent once, and again only when it certainly was not applied.
 * `O` is the carrier's own options; portable code (`O = never`) cannot pass any.
 */
export interface SubUserProvider<O = never> {
  readonly specVersion: 1;
  readonly carrier: string;
  readonly traits: Traits;
  /**
   * Reads the `carrierOptions` of a create and of an update; `create`, `update` and the checks receive what it returns.
   * Absent: the carrier has none, and any are refused.
   */
  readonly carrierOptions?: z.ZodType;
  /**
   * The carrier's own settings of a sub-user that another account of this carrier can take, by the names that
   * `carrierOptions` has for them; a setting that the sub-user does not have is absent. A migration within this carrier
   * moves and compares them. No request: everything is in `native`.
   */
  nativeSettings?(subUser: SubUser): Readonly<Record<string, unknown>>;
  /** The rules of a create that traits cannot express, such as those across fields. Called before any request. */
  check?(draft: SubUserDraft<O>): readonly BrokenRule[];
  /** The same for an update. Called before any write. */
  checkRevision?(revision: SubUserRevision<O>): readonly BrokenRule[];
  create(draft: SubUserDraft<O>, call?: CallOptions): Promise<Created>;
  get(id: SubUserId, call?: CallOptions): Promise<SubUser>;
  listPage(request: PageRequest, call?: CallOptions): Promise<Page>;
  /** Returns the sub-user as it is afterwards. Fields that the revision omits stay as they are. */
  update(id: SubUserId, revision: SubUserRevision<O>, call?: CallOptions): Promise<SubUser>;
  delete(id: SubUserId, call?: CallOptions): Promise<void>;
  grants(call?: CallOptions): Promise<readonly Grant[]>;
  /** Closes its connections; later calls are refused as `failed-precondition`. */
  close(): Promise<void>;
  /** Facets: present means supported. */
  readonly suspension?: Suspension;
  readonly password?: Passwords;
  readonly verification?: Verifications;
}
