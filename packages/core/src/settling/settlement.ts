import type { Clock } from '../ports/clock.ts';
import { foldName } from '../model/name-rule.ts';
import type { SubUserDraft } from '../model/new-sub-user.ts';
import type { Attempt, NonceLookUp } from './find-attempts.ts';
import type { CallOptions, SubUserProvider } from '../provider/provider.ts';
import { safeCause } from '../provider/safe-cause.ts';
import type { SignalHub } from '../ports/signal-hub.ts';
import { SubUserError } from '../model/sub-user-error.ts';
import type { Created, Credentials, SubUser } from '../model/sub-user.ts';
import { nonceOf } from '../model/tagged.ts';

export interface SettleSettings {
  /** Look-ups and creates at most, before it gives up as `outcome-unknown`. The last round only looks. */
  rounds: number;
  /** How long after we gave it up an attempt may still be applied and be noticed, in milliseconds. */
  lateMs: number;
}

export interface SettlementParts<O> {
  provider: SubUserProvider<O>;
  lookUp: NonceLookUp;
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

/** Codes after which a create may have been applied although no usable answer came. */
const unknownCodes: ReadonlySet<string> = new Set(['outcome-unknown', 'unexpected-response', 'cancelled', 'internal']);

/** Whether a create that ended so may have been applied. An adapter's own bug proves nothing about the carrier. */
export function isOutcomeOpen(error: unknown): boolean {
  return !SubUserError.is(error) || unknownCodes.has(error.code);
}

/** The same failure with the attempts that may yet appear on the carrier; they make any failure an open outcome. */
export function withOpenAttempts(error: unknown, nonces: readonly string[], carrier: string): unknown {
  if (nonces.length === 0) return error;
  const known = SubUserError.is(error) ? error : undefined;
  const code = known && isOutcomeOpen(known) ? known.code : 'outcome-unknown';
  const detail = known?.detail ?? { carrier, operation: 'create' };
  // What is not ours is not quoted: it may hold a piece of the request or the reply.
  const what =
    `an attempt may have been applied, or may yet be (${known?.what ?? 'the adapter failed'}). ` +
    `Create it again with { ifUnknown: 'settle', openAttempts: error.detail.openAttempts }: they are looked for first.`;
  return new SubUserError(code, what, { ...detail, openAttempts: nonces }, known ?? safeCause(error));
}

/**
 * One create whose unknown outcomes are settled: look for the attempt's own nonce, adopt or delete what carries it, and
 * create again only after that. Nothing without one of these nonces is ever touched, whatever its name.
 */
export class Settlement<O> {
  readonly #parts: SettlementParts<O>;
  /** Attempts that may have been applied, or may yet be. */
  readonly #open: Attempt[];
  /** Attempts of earlier calls, perhaps under another name: what password was generated for them nobody knows. */
  readonly #earlier: ReadonlySet<string>;
  /** Credentials that came with a reply which could not be read otherwise, by nonce. */
  readonly #rescued = new Map<string, Credentials>();
  readonly #call: CallOptions;

  constructor(parts: SettlementParts<O>, openAttempts: readonly string[], call: CallOptions) {
    this.#parts = parts;
    this.#earlier = new Set(openAttempts);
    this.#open = openAttempts.map((nonce) => ({ nonce, sentAt: -Infinity, endedAt: parts.clock.now() }));
    this.#call = call;
  }

  /** Rejects as the provider did, or as `outcome-unknown` with `openAttempts` where the rounds did not suffice. */
  async run(): Promise<Created> {
    const { provider, settings } = this.#parts;
    let last: unknown;
    /** Kept apart from `last`, which a failed look-up overwrites. */
    let taken: SubUserError | undefined;
    for (let round = 1; round <= settings.rounds; round += 1) {
      if (this.#open.length > 0) {
        try {
          let arrivals = await this.#find();
          if (taken !== undefined && arrivals.length === 0) {
            // It is somebody else's. Should they give it up, an attempt that comes late would take it.
            await this.#outwait();
            arrivals = await this.#find();
          }
          // It was one of ours that held the name.
          if (arrivals.length > 0) taken = undefined;
          const adopted = await this.#adopt(arrivals);
          if (adopted) return await this.#sweep(adopted);
        } catch (error) {
          last = error;
          if (this.#call.signal?.aborted) break;
          continue;
        }
        // The name is taken, and by none of our attempts: it is somebody else's.
        if (taken !== undefined) throw taken;
        if (round === settings.rounds && this.#open.length > 0) break;
      }
      const sent = await this.#send();
      if ('created' in sent) return this.#sweep(sent.created);
      last = sent.error;
      taken = SubUserError.is(last, 'already-exists') && this.#open.length > 0 ? last : undefined;
      if (taken === undefined && !sent.isOpen) break;
      if (this.#call.signal?.aborted) break;
    }
    throw withOpenAttempts(last, this.#nonces(), provider.carrier);
  }

  async #send(): Promise<{ created: Created } | { error: unknown; isOpen: boolean }> {
    const { provider, clock } = this.#parts;
    const nonce = this.#parts.newNonce();
    try {
      await this.#parts.onAttempt(nonce);
    } catch (reason) {
      const what = 'onAttempt rejected, so that attempt was not sent; its reason is the cause';
      const detail = { carrier: provider.carrier, operation: 'create' };
      // The caller's own, as it is.
      return { error: new SubUserError('failed-precondition', what, detail, reason), isOpen: false };
    }
    const sentAt = clock.now();
    try {
      return { created: await provider.create(this.#parts.draftOf(nonce), this.#call) };
    } catch (error) {
      const isOpen = isOutcomeOpen(error);
      if (isOpen) {
        this.#open.push({ nonce, sentAt, endedAt: clock.now() });
        if (SubUserError.is(error) && error.detail.credentials) this.#rescued.set(nonce, error.detail.credentials);
      }
      return { error, isOpen };
    }
  }

  #find(): Promise<readonly SubUser[]> {
    return this.#parts.lookUp.find([...this.#open], this.#call);
  }

  #nonces(): string[] {
    return this.#open.map(({ nonce }) => nonce);
  }

  #close(subUser: SubUser): void {
    const place = this.#open.findIndex(({ nonce }) => nonce === nonceOf(subUser));
    if (place >= 0) this.#open.splice(place, 1);
  }

  /** Whether it is certainly gone: “not found” may have been said by something in between, so it is looked for again. */
  async #remove(orphan: SubUser): Promise<boolean> {
    try {
      await this.#parts.provider.delete(orphan.id, this.#call);
    } catch (error) {
      if (SubUserError.is(error, 'not-found')) return false;
      throw error;
    }
    this.#close(orphan);
    return true;
  }

  #credentialsOf(subUser: SubUser): Credentials | undefined {
    const nonce = nonceOf(subUser) ?? '';
    const { draftOf, isPasswordGiven, provider } = this.#parts;
    const { name, password } = draftOf(nonce);
    const isSame = isPasswordGiven && subUser.name === foldName(name, provider.traits.name);
    const isOurs = isSame || !this.#earlier.has(nonce);
    if (provider.traits.credentials.origin === 'chosen' && isOurs && password !== undefined)
      return { login: subUser.name, secret: password };
    const rescued = this.#rescued.get(nonce);
    // A reply odd enough may have lost the login as well; an issued login is the sub-user's id.
    return rescued && { ...rescued, login: rescued.login === '' ? subUser.id : rescued.login };
  }

  /** Keeps the first arrival whose credentials we have; the others' nobody has, so nobody can have used them. */
  async #adopt(arrivals: readonly SubUser[]): Promise<Created | undefined> {
    const kept = arrivals.find((subUser) => this.#credentialsOf(subUser) !== undefined);
    for (const subUser of arrivals) if (subUser !== kept) await this.#remove(subUser);
    const credentials = kept && this.#credentialsOf(kept);
    if (kept === undefined || credentials === undefined) return undefined;
    this.#close(kept);
    return { subUser: kept, credentials };
  }

  /** Until none of the open attempts can come any more. */
  async #outwait(): Promise<void> {
    const { clock, provider, settings, signals } = this.#parts;
    const { signal } = this.#call;
    const latest = Math.max(...this.#open.map(({ endedAt }) => endedAt));
    const waiting = new AbortController();
    const unlisten = signal && signals.listen(signal, () => waiting.abort(signal.reason));
    try {
      signal?.throwIfAborted();
      await clock.sleep(Math.max(0, latest + settings.lateMs - clock.now()), waiting.signal);
    } catch (error) {
      if (!signal?.aborted) throw error;
      throw new SubUserError(
        'cancelled',
        'cancelled while an earlier attempt might still be applied',
        { carrier: provider.carrier, operation: 'create' },
        safeCause(error),
      );
    } finally {
      unlisten?.();
    }
  }

  /** An attempt that was given up may be applied after the one that succeeded: it is looked for once more. */
  async #sweep(created: Created): Promise<Created> {
    if (this.#open.length === 0) return created;
    try {
      await this.#outwait();
      // A unique name was held until now by the one that succeeded, so the carrier itself refused a late arrival of
      // this call. Reported earlier, it could be deleted, and the late arrival would take the name.
      const isHeldOff =
        this.#parts.provider.traits.name.unique && !this.#nonces().some((each) => this.#earlier.has(each));
      if (isHeldOff) return created;
      let areGone = true;
      for (const late of await this.#find()) areGone = (await this.#remove(late)) && areGone;
      return areGone ? created : { ...created, openAttempts: this.#nonces() };
    } catch {
      // It is created and its secret is here: that must not be lost for want of a look-up. The caller is told instead.
      return { ...created, openAttempts: this.#nonces() };
    }
  }
}
