import { hasSameTag, readTag } from '../model/reference-tag.ts';
import { SubUserError } from '../model/sub-user-error.ts';
import { type Created, isDescriptionUnreadable, type SubUser, type SubUserId } from '../model/sub-user.ts';
import type { CallOptions, SubUserProvider } from '../provider/provider.ts';

/** How often a description without its tag is read again before the carrier is blamed. */
const mostReads = 2;

const advice =
  'Without the mark it cannot be found again: remove the reference from the input, shorten the description, or delete it';

/** The error of a sub-user whose tag the carrier has altered. `what` happened to it before. */
export function alteredTag(
  what: string,
  carrier: string,
  operation: string,
  { subUser, credentials }: Created,
): SubUserError {
  const kept = credentials === undefined ? '' : ' Its credentials are in detail.credentials.';
  return new SubUserError(
    'unexpected-response',
    `${what}, but the carrier altered or cut the mark in its description. ${advice}.${kept}`,
    { carrier, operation, subject: subUser.id, ...(credentials && { credentials }) },
  );
}

function isShown(subUser: SubUser): boolean {
  return subUser.description !== undefined && !isDescriptionUnreadable(subUser);
}

/** Whether the reply to the write itself showed the description. */
function isInReply({ subUser, asSent }: Created): boolean {
  return isShown(subUser) && !asSent?.includes('description');
}

/**
 * Notices when a carrier alters or cuts reference tags. A reply that shows the description is compared; where it does not, the
 * description is read back, until one as long was seen whole.
 */
export class TagWatch<O> {
  readonly #provider: SubUserProvider<O>;
  /** The longest description that was read from the carrier with its tag, by either measure: carriers cut by one or the other. */
  readonly #longest = { characters: 0, bytes: 0 };

  constructor(provider: SubUserProvider<O>) {
    this.#provider = provider;
  }

  /** A description as read from the carrier. */
  see(description: string | null | undefined): void {
    if (typeof description !== 'string' || this.survives(description) || readTag(description).tag === null) return;
    this.#longest.characters = Math.max(this.#longest.characters, Array.from(description).length);
    this.#longest.bytes = Math.max(this.#longest.bytes, Buffer.byteLength(description));
  }

  /** Whether a tag at the end of a text this long has been seen whole. */
  survives(description: string): boolean {
    const { characters, bytes } = this.#longest;
    if (description.length > characters && Array.from(description).length > characters) return false;
    return Buffer.byteLength(description) <= bytes;
  }

  /**
   * Whether this description may be what the carrier has left of the one that was written. Once any tag was seen whole, the
   * carrier drops none; it may still cut, but only what is longer than that.
   */
  mayBeLeftOf(written: string, held: string | null | undefined): boolean {
    if (this.#longest.characters === 0) return true;
    if (typeof held !== 'string' || !written.startsWith(held)) return false;
    return Array.from(held).length >= this.#longest.characters;
  }

  /** Rejects where what was written did not arrive whole. `operation` tells what it was. */
  async check(
    written: string | null | undefined,
    created: Created,
    operation: 'create' | 'update',
    call: CallOptions,
  ): Promise<void> {
    if (typeof written !== 'string' || readTag(written).tag === null) return;
    const { id } = created.subUser;
    let held = await this.#heldBy(created, written, call);
    // A single odd reply is not what the carrier holds. If it cannot be read again, only that of the write itself counts.
    for (let reads = 0; reads < mostReads && held !== undefined && !hasSameTag(written, held); reads += 1) {
      const again = await this.#read(id, call);
      held = again === undefined && isInReply(created) ? held : again;
    }
    this.see(held);
    if (held === undefined || hasSameTag(written, held)) return;
    const what = operation === 'create' ? `it was created as ${id}` : 'it was updated';
    throw alteredTag(what, this.#provider.carrier, operation, created);
  }

  /** The description that the carrier holds; `undefined` where that need not or could not be read. */
  async #heldBy(created: Created, written: string, call: CallOptions): Promise<string | null | undefined> {
    const { subUser } = created;
    if (isInReply(created)) return subUser.description;
    return this.survives(written) ? undefined : this.#read(subUser.id, call);
  }

  async #read(id: SubUserId, call: CallOptions): Promise<string | null | undefined> {
    try {
      const read = await this.#provider.get(id, call);
      return isShown(read) ? read.description : undefined;
    } catch {
      // The write succeeded, and its secret must not be lost for a read. The next one is read back instead.
      return undefined;
    }
  }
}
