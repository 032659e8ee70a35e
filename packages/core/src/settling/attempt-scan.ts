import { foldName } from '../model/name-rule.ts';
import { possibleNonces, readTag } from '../model/reference-tag.ts';
import { isDescriptionUnreadable, type SubUser } from '../model/sub-user.ts';
import type { Traits } from '../model/traits.ts';
import type { Clock } from '../ports/clock.ts';
import { earliest, type Moment, mostAgeMs } from '../ports/moment.ts';

/** One attempt to create whose outcome is unknown. */
export interface Attempt {
  nonce: string;
  /** The name that was asked for, folded; absent where it is unknown. */
  name?: string;
  /** `longAgo` where it is unknown. */
  sentAt: Moment;
  /** When we stopped waiting for its reply, by the monotonic clock. */
  endedAtMs: number;
}

/** A sub-user whose description has the nonce of an attempt. */
export interface Arrival {
  nonce: string;
  subUser: SubUser;
  /** The nonce is there, but no tag. */
  isAltered: boolean;
  /** By the carrier's dates it was there before the attempt was sent. */
  isOlder: boolean;
}

export interface Sightings {
  arrivals: readonly Arrival[];
  /** Sub-users without a tag that have the name of an attempt and may be as young. */
  namesakes: readonly SubUser[];
  /** Sub-users whose description could not be read, so that nobody knows whether it has a tag. */
  unreadable: readonly SubUser[];
}

/** How far a carrier's dates may deviate from each other. */
const marginMs = 3_600_000;
/** No clock and no time zone is wrong by so much. */
const twoDaysMs = 172_800_000;
/** A request that something on the way sends twice is applied twice within this time. */
const repeatMs = 60_000;

/** Looks through a list for what attempts have left. */
export class AttemptScan {
  readonly #attempts: ReadonlyMap<string, Attempt>;
  readonly #names: ReadonlySet<string | undefined>;
  readonly #traits: Traits;
  readonly #clock: Clock;
  readonly #unseen: Map<string, Moment>;
  readonly #found: Omit<Arrival, 'isOlder'>[] = [];
  readonly #namesakes: SubUser[] = [];
  readonly #unreadable: SubUser[] = [];
  /** The oldest moment at which an unseen attempt can have been sent. */
  #oldest: Moment;
  /** The oldest date of the carrier at which a second sub-user of an attempt that was seen can have been created. */
  #oldestRepeat = Infinity;
  /** The latest date of the carrier. */
  #newest = -Infinity;

  constructor(attempts: readonly Attempt[], traits: Traits, clock: Clock) {
    this.#attempts = new Map(attempts.map((attempt) => [attempt.nonce, attempt]));
    this.#names = new Set(attempts.map(({ name }) => name));
    this.#unseen = new Map(attempts.map(({ nonce, sentAt }) => [nonce, sentAt]));
    this.#traits = traits;
    this.#clock = clock;
    this.#oldest = earliest(this.#unseen.values());
  }

  /** Notes a sub-user. Returns whether those after it can matter: where the newest come first, old ones do not. */
  add(subUser: SubUser): boolean {
    const createdAt = subUser.createdAt?.getTime();
    this.#newest = Math.max(this.#newest, createdAt ?? -Infinity);
    const description = subUser.description ?? null;
    const attempt = possibleNonces(description)
      .map((nonce) => this.#attempts.get(nonce))
      .find(Boolean);
    const isTagged = readTag(description).tag !== null;
    if (isDescriptionUnreadable(subUser)) this.#unreadable.push(subUser);
    if (attempt !== undefined) this.#see(subUser, attempt, !isTagged);
    else if (!isTagged && this.#names.has(this.#fold(subUser.name))) this.#namesakes.push(subUser);
    if (this.#traits.listing.order !== 'newest-first' || createdAt === undefined) return true;
    return createdAt >= Math.min(this.#unseen.size > 0 ? this.#bound(this.#oldest) : Infinity, this.#oldestRepeat);
  }

  /** What was found for these of the attempts. */
  sightingsOf(attempts: readonly Attempt[]): Sightings {
    const nonces = new Set(attempts.map(({ nonce }) => nonce));
    const arrivals = this.#found.filter(({ nonce }) => nonces.has(nonce));
    const isNamesake = ({ name, createdAt }: SubUser): boolean =>
      attempts.some((attempt) => attempt.name === this.#fold(name) && !this.#isBefore(createdAt, attempt));
    return {
      arrivals: arrivals.map((arrival) => ({ ...arrival, isOlder: this.#isOlder(arrival) })),
      namesakes: this.#namesakes.filter(isNamesake),
      unreadable: this.#unreadable,
    };
  }

  #fold(name: string): string {
    return foldName(name, this.#traits.name);
  }

  #see(subUser: SubUser, { nonce, sentAt }: Attempt, isAltered: boolean): void {
    this.#found.push({ nonce, subUser, isAltered });
    const ageMs = Math.min(mostAgeMs(sentAt, this.#clock) + repeatMs, marginMs);
    this.#oldestRepeat = Math.min(this.#oldestRepeat, (subUser.createdAt?.getTime() ?? -Infinity) - ageMs);
    if (this.#unseen.delete(nonce)) this.#oldest = earliest(this.#unseen.values());
  }

  /**
   * The carrier's date before which nothing can be of an attempt that was sent then. Its dates are compared with each other
   * only, since its clock may differ from ours by hours: by that clock it is `newest` or later now.
   */
  #bound(sentAt: Moment): number {
    return this.#newest - mostAgeMs(sentAt, this.#clock) - marginMs;
  }

  #isOlder({ nonce, subUser: { createdAt } }: Omit<Arrival, 'isOlder'>): boolean {
    const attempt = this.#attempts.get(nonce);
    return createdAt instanceof Date && attempt !== undefined && createdAt.getTime() < this.#bound(attempt.sentAt);
  }

  /** Whether a sub-user is certainly older than an attempt, by the carrier's dates or by two days. */
  #isBefore(createdAt: Date | null | undefined, { sentAt }: Attempt): boolean {
    if (!(createdAt instanceof Date)) return false;
    if (createdAt.getTime() < this.#bound(sentAt)) return true;
    const ageMs = mostAgeMs({ time: createdAt.getTime(), monotonicMs: Infinity }, this.#clock);
    return ageMs > mostAgeMs(sentAt, this.#clock) + twoDaysMs;
  }
}
