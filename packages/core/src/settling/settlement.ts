import { longAgo, thisMoment } from '../ports/moment.ts';
import { foldName } from '../model/name-rule.ts';
import type { Arrival, Attempt, Sightings } from './attempt-scan.ts';
import { doubtAbout, doubtAboutNamesakes } from './doubts.ts';
import type { SettlementParts } from './settlement-parts.ts';
import type { CallOptions } from '../provider/provider.ts';
import { sampleNonce } from '../model/reference-tag.ts';
import { safeCause } from '../provider/safe-cause.ts';
import { removeOrphan } from './remove-orphan.ts';
import { SubUserError } from '../model/sub-user-error.ts';
import { type Created, type Credentials, isDescriptionUnreadable, type SubUser } from '../model/sub-user.ts';
import { isOutcomeOpen, withOpenAttempts } from './unknown-outcome.ts';

/**
 * One create whose unknown outcomes are settled: search for the attempt's own nonce, adopt or delete the sub-users that
 * contain it, and create again only after that. It never touches a sub-user without one of these nonces, whatever its name, and
 * none where the evidence does not fit.
 */
export class Settlement<O> {
  readonly #parts: SettlementParts<O>;
  readonly #call: CallOptions;
  /** The name that was asked for, as the carrier folds it. */
  readonly #name: string;
  /** Attempts that may have been applied, or may yet be. */
  readonly #open: Attempt[];
  /** Attempts from earlier calls, possibly under another name; their generated passwords are unknown. */
  readonly #earlier: ReadonlySet<string>;
  /** Credentials from replies that were otherwise unreadable, by nonce. */
  readonly #rescued = new Map<string, Credentials>();
  /** The last failure of a search or a create. */
  #failure: unknown;
  /** The carrier said that the name is taken, and no attempt of ours was found to hold it. */
  #taken: SubUserError | undefined;
  /** Another round would not help. */
  #isOver = false;

  constructor(parts: SettlementParts<O>, openAttempts: readonly string[], call: CallOptions) {
    this.#parts = parts;
    this.#call = call;
    this.#earlier = new Set(openAttempts);
    this.#name = foldName(parts.draftOf('').name, parts.provider.traits.name);
    const earlier = { name: this.#name, sentAt: longAgo, endedAtMs: parts.clock.monotonicMs() };
    this.#open = openAttempts.map((nonce) => ({ nonce, ...earlier }));
  }

  /** Rejects as the provider did, or as `outcome-unknown` with `openAttempts` where the rounds did not suffice. */
  async run(): Promise<Created> {
    const { provider, settings } = this.#parts;
    for (let round = 1; round <= settings.rounds && !this.#isOver; round += 1) {
      const found = this.#open.length > 0 ? await this.#search() : 'nothing';
      if (found === 'failed') continue;
      if (found === 'nothing' && round === settings.rounds && this.#open.length > 0) break;
      const created = found === 'nothing' ? await this.#send() : found;
      if (created !== undefined) return this.#sweep(created);
    }
    throw withOpenAttempts(this.#failure, this.#nonces(), provider.carrier, this.#rescuedOfOpen());
  }

  /** What the open attempts created, adopted. Rejects where the name belongs to somebody else. */
  async #search(): Promise<Created | 'nothing' | 'failed'> {
    let adopted: Created | undefined;
    try {
      let { arrivals, namesakes } = await this.#find();
      if (this.#taken !== undefined && arrivals.length === 0) {
        // Somebody else has the name. If they gave it up, an attempt that arrives late would take it.
        await this.#outwait();
        ({ arrivals, namesakes } = await this.#find());
      }
      const doubt = this.#doubtAbout(arrivals) ?? this.#doubtAboutNamesakes(arrivals, namesakes);
      if (doubt !== undefined) {
        this.#fail(doubt, true);
        return 'failed';
      }
      // An attempt of ours had the name.
      if (arrivals.length > 0) this.#taken = undefined;
      adopted = await this.#adopt(arrivals);
    } catch (error) {
      this.#fail(error, false);
      return 'failed';
    }
    if (this.#taken !== undefined) throw this.#taken;
    return adopted ?? 'nothing';
  }

  async #send(): Promise<Created | undefined> {
    const { provider, clock, newNonce, onAttempt, draftOf, tags } = this.#parts;
    const nonce = newNonce();
    try {
      await onAttempt(nonce);
    } catch (reason) {
      const what = 'onAttempt rejected, so that attempt was not sent; its reason is the cause';
      const detail = { carrier: provider.carrier, operation: 'create' };
      // The reason is the caller's own, so it is passed on unchanged.
      this.#fail(new SubUserError('failed-precondition', what, detail, reason), true);
      return undefined;
    }
    const sentAt = thisMoment(clock);
    const draft = draftOf(nonce);
    let created: Created;
    try {
      created = await provider.create(draft, this.#call);
    } catch (error) {
      const isOpen = isOutcomeOpen(error);
      if (isOpen) {
        this.#open.push({ nonce, name: this.#name, sentAt, endedAtMs: clock.monotonicMs() });
        if (SubUserError.is(error) && error.detail.credentials) this.#rescued.set(nonce, error.detail.credentials);
      }
      this.#taken = SubUserError.is(error, 'already-exists') && this.#open.length > 0 ? error : undefined;
      this.#fail(error, !isOpen && this.#taken === undefined);
      return undefined;
    }
    try {
      await tags.check(draft.description, created, 'create', this.#call);
      return created;
    } catch (error) {
      this.#fail(error, true);
      return undefined;
    }
  }

  #fail(error: unknown, isFinal: boolean): void {
    this.#failure = error;
    this.#isOver = isFinal || this.#call.signal?.aborted === true;
  }

  #find(): Promise<Sightings> {
    return this.#parts.findAttempts([...this.#open], this.#call);
  }

  #nonces(): string[] {
    return this.#open.map(({ nonce }) => nonce);
  }

  #rescuedOfOpen(): Credentials[] {
    return this.#nonces().flatMap((nonce) => this.#rescued.get(nonce) ?? []);
  }

  #withOpen(created: Created): Created {
    const rescued = this.#rescuedOfOpen();
    return { ...created, openAttempts: this.#nonces(), ...(rescued.length > 0 && { otherCredentials: rescued }) };
  }

  #close(arrival: Arrival): void {
    const place = this.#open.findIndex(({ nonce }) => nonce === arrival.nonce);
    if (place >= 0) this.#open.splice(place, 1);
  }

  #hasOurName({ name }: SubUser): boolean {
    return foldName(name, this.#parts.provider.traits.name) === this.#name;
  }

  #doubtAbout(arrivals: readonly Arrival[]): SubUserError | undefined {
    return doubtAbout(arrivals, {
      carrier: this.#parts.provider.carrier,
      hasOurName: (subUser) => this.#hasOurName(subUser),
      earlier: this.#earlier,
      credentialsOf: (arrival) => this.#credentialsOf(arrival),
    });
  }

  /** Where names are unique the carrier itself refuses a second one, but the one that is there may be ours. */
  #doubtAboutNamesakes(arrivals: readonly Arrival[], namesakes: readonly SubUser[]): SubUserError | undefined {
    const { provider, tags, draftOf } = this.#parts;
    if (arrivals.length > 0) return undefined;
    const { unique } = provider.traits.name;
    const written = draftOf(sampleNonce).description ?? '';
    const doubtful = namesakes.filter(
      (each) => isDescriptionUnreadable(each) || (!unique && tags.mayBeLeftOf(written, each.description)),
    );
    return doubtAboutNamesakes(doubtful, provider.carrier);
  }

  async #remove(orphan: Arrival): Promise<boolean> {
    const { provider, settings } = this.#parts;
    const isGone = await removeOrphan(provider, orphan.subUser.id, this.#call, () => this.#sleep(settings.lateMs));
    if (isGone) this.#close(orphan);
    return isGone;
  }

  #credentialsOf({ nonce, subUser }: Arrival): Credentials | undefined {
    const { draftOf, isPasswordGiven, provider } = this.#parts;
    const { password } = draftOf(nonce);
    const isSame = isPasswordGiven && this.#hasOurName(subUser);
    const isOurs = isSame || !this.#earlier.has(nonce);
    if (provider.traits.credentials.origin === 'chosen' && isOurs && password !== undefined)
      return { login: subUser.name, secret: password };
    const rescued = this.#rescued.get(nonce);
    // Such a reply may also lack the login; an issued login is the sub-user's id.
    return rescued && { ...rescued, login: rescued.login === '' ? subUser.id : rescued.login };
  }

  /**
   * Adopts the first sub-user whose credentials we hold and deletes the rest: nobody holds their credentials, so they cannot
   * be in use.
   */
  async #adopt(arrivals: readonly Arrival[]): Promise<Created | undefined> {
    const kept = arrivals.find((arrival) => this.#credentialsOf(arrival) !== undefined);
    for (const arrival of arrivals) if (arrival !== kept) await this.#remove(arrival);
    const credentials = kept && this.#credentialsOf(kept);
    if (kept === undefined || credentials === undefined) return undefined;
    this.#close(kept);
    return { subUser: kept.subUser, credentials };
  }

  /** Resolves when none of the open attempts can arrive any more. */
  #outwait(): Promise<void> {
    const { clock, settings } = this.#parts;
    const latest = Math.max(...this.#open.map(({ endedAtMs }) => endedAtMs));
    return this.#sleep(Math.max(0, latest + settings.lateMs - clock.monotonicMs()));
  }

  async #sleep(milliseconds: number): Promise<void> {
    const { clock, provider, signals } = this.#parts;
    const { signal } = this.#call;
    const waiting = new AbortController();
    const unlisten = signal && signals.listen(signal, () => waiting.abort(signal.reason));
    try {
      signal?.throwIfAborted();
      await clock.sleep(milliseconds, waiting.signal);
    } catch (error) {
      if (!signal?.aborted) throw error;
      const detail = { carrier: provider.carrier, operation: 'create' };
      const what = 'cancelled while an earlier attempt might still be applied';
      throw new SubUserError('cancelled', what, detail, safeCause(error));
    } finally {
      unlisten?.();
    }
  }

  /** An attempt that we gave up may be applied after the one that succeeded, so we search once more. */
  async #sweep(created: Created): Promise<Created> {
    if (this.#open.length === 0) return created;
    try {
      await this.#outwait();
      // The attempt that succeeded held its unique name until now, so the carrier itself refused a late arrival of this call.
      // If we returned earlier, the caller could delete it, and the late arrival would take the name.
      const { unique } = this.#parts.provider.traits.name;
      if (unique && !this.#nonces().some((each) => this.#earlier.has(each))) return created;
      const { arrivals } = await this.#find();
      let areGone = this.#doubtAbout(arrivals) === undefined;
      if (areGone) for (const late of arrivals) areGone = (await this.#remove(late)) && areGone;
      return areGone ? created : this.#withOpen(created);
    } catch {
      // It exists and we hold its secret: a failed search must not lose that. The caller learns of the open attempts.
      return this.#withOpen(created);
    }
  }
}
