import type { SubUserId } from './sub-user.ts';

/** Texts stand in pieces of so many bytes, since a growing array would be copied. */
const chunkBits = 16;
const chunkSize = 1 << chunkBits;
const longestText = 255;

// FNV-1a.
const hashStart = 0x811c9dc5;
function hashed(hash: number, code: number): number {
  return Math.imul(hash ^ code, 0x01000193);
}

/**
 * The ids that were seen. A million of them in a `Set` are 60 MB of strings and tables that every collection of garbage has to
 * walk over, and make it let the whole process grow; here they are 20 MB that it never looks into. It is exact: texts are
 * compared, not their hashes alone.
 */
export class IdSet {
  /** Text after text: its length, its characters. */
  readonly #chunks: Uint8Array[] = [];
  /** Where the next text goes. No text stands at 0. */
  #end = 1;
  /** Where the texts stand, each in the slot that its hash says or, if that is taken, in the next free one; 0: free. */
  #slots = new Uint32Array(2 ** 8);
  #size = 0;
  /** Those of odd characters or lengths. */
  readonly #others = new Set<SubUserId>();

  has(id: SubUserId): boolean {
    const hash = this.#write(id);
    return hash === undefined ? this.#others.has(id) : this.#slots[this.#slotOf(this.#end, hash)] !== 0;
  }

  /** `false` where it is in already. */
  add(id: SubUserId): boolean {
    const hash = this.#write(id);
    if (hash === undefined) {
      const isNew = !this.#others.has(id);
      this.#others.add(id);
      return isNew;
    }
    const slot = this.#slotOf(this.#end, hash);
    if (this.#slots[slot] !== 0) return false;
    this.#slots[slot] = this.#end;
    this.#end += 1 + id.length;
    this.#size += 1;
    if (this.#size * 2 > this.#slots.length) this.#grow();
    return true;
  }

  /** Puts it at the end, where it does not count yet, and gives its hash; `undefined` if it does not go into bytes. */
  #write(id: SubUserId): number | undefined {
    const { length } = id;
    if (length > longestText) return undefined;
    if ((this.#end % chunkSize) + 1 + length > chunkSize) this.#end = ((this.#end >>> chunkBits) + 1) * chunkSize;
    const chunk = (this.#chunks[this.#end >>> chunkBits] ??= new Uint8Array(chunkSize));
    const start = (this.#end % chunkSize) + 1;
    chunk[start - 1] = length;
    let hash = hashStart;
    for (let index = 0; index < length; index += 1) {
      const code = id.charCodeAt(index);
      if (code > 0xff) return undefined;
      chunk[start + index] = code;
      hash = hashed(hash, code);
    }
    return hash;
  }

  #grow(): void {
    const texts = this.#slots;
    this.#slots = new Uint32Array(texts.length * 2);
    for (const text of texts) if (text !== 0) this.#slots[this.#slotOf(text, this.#hashOf(text))] = text;
  }

  #hashOf(text: number): number {
    const chunk = this.#chunkOf(text);
    const start = text % chunkSize;
    const end = start + (chunk[start] ?? 0);
    let hash = hashStart;
    for (let place = start + 1; place <= end; place += 1) hash = hashed(hash, chunk[place] ?? 0);
    return hash;
  }

  /** The slot of this text, or the one that it would get. */
  #slotOf(text: number, hash: number): number {
    const slots = this.#slots;
    let slot = (hash ^ (hash >>> 15)) & (slots.length - 1);
    for (let other = slots[slot]; other !== undefined && other !== 0; other = slots[slot]) {
      if (this.#isSame(text, other)) break;
      slot = (slot + 1) & (slots.length - 1);
    }
    return slot;
  }

  #isSame(text: number, other: number): boolean {
    const chunk = this.#chunkOf(text);
    const otherChunk = this.#chunkOf(other);
    const start = text % chunkSize;
    const otherStart = other % chunkSize;
    const length = chunk[start] ?? 0;
    for (let place = 0; place <= length; place += 1)
      if (chunk[start + place] !== otherChunk[otherStart + place]) return false;
    return true;
  }

  #chunkOf(text: number): Uint8Array {
    return this.#chunks[text >>> chunkBits] ?? new Uint8Array();
  }
}
