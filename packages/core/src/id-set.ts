import type { SubUserId } from './sub-user.ts';

/** Texts stand in pieces of so many bytes, since a growing array would be copied. */
const chunkBits = 16;
const chunkSize = 1 << chunkBits;
const longestText = 255;

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
    return this.#write(id) ? this.#slots[this.#slotOfEnd()] !== 0 : this.#others.has(id);
  }

  /** `false` where it is in already. */
  add(id: SubUserId): boolean {
    if (!this.#write(id)) {
      const isNew = !this.#others.has(id);
      this.#others.add(id);
      return isNew;
    }
    const slot = this.#slotOfEnd();
    if (this.#slots[slot] !== 0) return false;
    this.#slots[slot] = this.#end;
    this.#end += 1 + id.length;
    this.#size += 1;
    if (this.#size * 2 > this.#slots.length) this.#grow();
    return true;
  }

  /** Puts it at the end, where it does not count yet; `false` if it does not go into bytes. */
  #write(id: SubUserId): boolean {
    if (id.length > longestText) return false;
    if ((this.#end % chunkSize) + 1 + id.length > chunkSize) this.#end = ((this.#end >>> chunkBits) + 1) * chunkSize;
    const chunk = (this.#chunks[this.#end >>> chunkBits] ??= new Uint8Array(chunkSize));
    let place = this.#end % chunkSize;
    chunk[place] = id.length;
    for (let index = 0; index < id.length; index += 1) {
      const code = id.charCodeAt(index);
      if (code > 0xff) return false;
      place += 1;
      chunk[place] = code;
    }
    return true;
  }

  #grow(): void {
    const texts = this.#slots.filter((text) => text !== 0);
    this.#slots = new Uint32Array(this.#slots.length * 2);
    for (const text of texts) this.#slots[this.#slotOf(text)] = text;
  }

  #slotOfEnd(): number {
    return this.#slotOf(this.#end);
  }

  /** The slot of this text, or the one that it would get. */
  #slotOf(text: number): number {
    const slots = this.#slots;
    const chunk = this.#chunkOf(text);
    const start = text % chunkSize;
    const length = 1 + (chunk[start] ?? 0);
    // FNV-1a.
    let hash = 0x811c9dc5;
    for (let place = start; place < start + length; place += 1)
      hash = Math.imul(hash ^ (chunk[place] ?? 0), 0x01000193);
    let slot = (hash ^ (hash >>> 15)) & (slots.length - 1);
    for (let other = slots[slot]; other !== undefined && other !== 0; other = slots[slot]) {
      if (this.#isSame(chunk, start, length, other)) break;
      slot = (slot + 1) & (slots.length - 1);
    }
    return slot;
  }

  #isSame(chunk: Uint8Array, start: number, length: number, other: number): boolean {
    const otherChunk = this.#chunkOf(other);
    const otherStart = other % chunkSize;
    for (let place = 0; place < length; place += 1)
      if (chunk[start + place] !== otherChunk[otherStart + place]) return false;
    return true;
  }

  #chunkOf(text: number): Uint8Array {
    return this.#chunks[text >>> chunkBits] ?? new Uint8Array();
  }
}
