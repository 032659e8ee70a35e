import type { Secret } from './secret.ts';

/** The id that later calls take: whatever the carrier uses in its paths, as text. */
export type SubUserId = string;

export const statuses = ['active', 'disabled', 'blocked'] as const;
/** `blocked`: enabled, but the carrier refuses its calls until something is verified (KYC). */
export type Status = (typeof statuses)[number];

/** A sub-user as read from a carrier. A field is absent if the carrier has no such field, and `null` if it is empty. */
export interface SubUser {
  carrier: string;
  id: SubUserId;
  /** A display name or a login, folded as the carrier folds it. */
  name: string;
  status: Status;
  email?: string | null;
  phone?: string | null;
  /** The caller's text; through `openSubUsers` without the reference tag. */
  description?: string | null;
  /** Its rights. `null`: it inherits its parent's access. */
  grants?: readonly string[] | null;
  /** The caller's own key, kept on the carrier; see `reference-tag`. Set by `openSubUsers`, never by a provider. */
  reference?: string | null;
  createdAt?: Date | null;
  updatedAt?: Date | null;
  lastUsedAt?: Date | null;
  /**
   * Fields that the carrier sent in a form without a plain meaning (`phone` as a list): what they hold here is empty and
   * says nothing. Absent if everything could be read.
   */
  unreadable?: readonly string[];
  /** The carrier's own object, read through the adapter's `nativeOf(subUser)`. */
  native: unknown;
}

/** Whether its description, and with it a reference, may be anything. */
export function isDescriptionUnreadable({ unreadable }: SubUser): boolean {
  return unreadable?.includes('description') === true;
}

/** How a new sub-user authenticates. A secret that a carrier shows once is here and nowhere else. */
export interface Credentials {
  /** The name, if credentials are chosen. */
  login: string;
  secret: Secret;
  /** More secrets from the reply to the create, by the name that the adapter documents. */
  otherSecrets?: Readonly<Record<string, Secret>>;
}

export interface Created {
  subUser: SubUser;
  credentials?: Credentials;
  /**
   * Only after settling: nonces of earlier attempts whose late arrival could not be ruled out, because the last search or
   * the deletion of a late arrival failed, or because it is not certain to whom one belongs. Each may be a second sub-user; its
   * secret is lost if it is not among `otherCredentials`.
   */
  openAttempts?: readonly string[];
  /** Credentials that came with unreadable replies to those attempts. */
  otherCredentials?: readonly Credentials[];
  /**
   * Only from a provider: the fields that the carrier's reply does not contain, so that `subUser` has them as they were sent.
   * `openSubUsers` reads a reference tag back that nobody has seen on the carrier.
   */
  asSent?: readonly string[];
}

/** One right of a carrier's vocabulary. */
export interface Grant {
  name: string;
  /** The carrier's own number for it, where it has one. */
  id?: string;
  /** False if the carrier lists it but cannot grant it to a sub-user through its API. */
  assignable: boolean;
}
