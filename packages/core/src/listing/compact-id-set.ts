import type { SubUserId } from '../model/sub-user.ts';

/** Most lists are short: this many ids are cheaper in a `Set` than in chunks and tables. */
const fewIds = 256;

/**
 * Ids and hash slots are stored in chunks of this many bytes, and tables of this many slots; growing a single array would
 * keep the old copy alive until the next full garbage collection.
 */
const chunkBits = 16;
const chunkSize = 1 << chunkBits;
const tableBits = 14;
const tableSize = 1 << tableBits;
const longestText = 255;

// FNV-1a.
const hashStart = 0x811c9dc5;
function hashed(hash: number, code: number): number {
  return Math.imul(hash ^ code, 0x01000193);
}

/**
 * A set of ids. A million of them in a `Set` are 60 MB of strings and tables that every garbage collection walks, so that
 * V8 lets the whole process grow; here they are 16 MB that it never looks into. It is exact: it compares ids, not only
 * their hashes.
 */
export class CompactIdSet {
  readonly #few: number;
  /** All ids while they are few; later only those with unusual characters or lengths. */
  readonly #plain = new Set<SubUserId>();
  /** Id after id: its length, its characters. */
  readonly #chunks: Uint8Array[] = [];
  /** Where the next id is written. No id is at 0. */
  #end = 1;
  /** The positions of the ids, each in the slot of its hash or, if that is taken, in the next free one; 0 means free. */
  #tables: Uint32Array[] = [];
  #size = 0;

  /** @param few how many ids it keeps in a plain `Set` before it turns to chunks */
  constructor(few = fewIds) {
    this.#few = few;
  }

  has(id: SubUserId): boolean {
    if (this.#isPlain(id)) return true;
    if (this.#tables.length === 0) return false;
    const hash = this.#write(id);
    return hash !== undefined && this.#textIn(this.#slotOf(this.#end, hash)) !== 0;
  }

  /** Returns `false` if the set contained it already. */
  add(id: SubUserId): boolean {
    if (this.#isPlain(id)) return false;
    if (this.#tables.length > 0) return this.#addCompactly(id);
    this.#plain.add(id);
    if (this.#plain.size > this.#few) this.#compact();
    return true;
  }

  #isPlain(id: SubUserId): boolean {
    // An empty set would hash the id all the same.
    return this.#plain.size > 0 && this.#plain.has(id);
  }

  #compact(): void {
    this.#tables = [new Uint32Array(tableSize)];
    const ids = [...this.#plain];
    this.#plain.clear();
    for (const id of ids) this.#addCompactly(id);
  }

  #addCompactly(id: SubUserId): boolean {
    const hash = this.#write(id);
    if (hash === undefined) {
      this.#plain.add(id);
      return true;
    }
    const slot = this.#slotOf(this.#end, hash);
    if (this.#textIn(slot) !== 0) return false;
    this.#put(slot, this.#end);
    this.#end += 1 + id.length;
    this.#size += 1;
    if (this.#size * 2 > this.#tables.length * tableSize) this.#grow();
    return true;
  }

  /** Writes the id at the end, where it does not count yet, and returns its hash; `undefined` if it does not fit into bytes. */
  #write(id: SubUserId): number | undefined {
    const { length } = id;
    if (length === 0 || length > longestText) return undefined;
    if ((this.#end % chunkSize) + 1 + length > chunkSize) {
      // An id that was only looked up may be there.
      this.#chunkOf(this.#end)[this.#end % chunkSize] = 0;
      this.#end = ((this.#end >>> chunkBits) + 1) * chunkSize;
    }
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
    const tables = this.#tables;
    for (const table of tables) table.fill(0);
    for (let count = tables.length; count > 0; count -= 1) tables.push(new Uint32Array(tableSize));
    for (let text = 1; text < this.#end;) {
      const length = this.#chunkOf(text)[text % chunkSize] ?? 0;
      // After the last id of a chunk.
      if (length === 0) text = ((text >>> chunkBits) + 1) * chunkSize;
      else {
        this.#put(this.#slotOf(text, this.#hashOf(text)), text);
        text += 1 + length;
      }
    }
  }

  #hashOf(text: number): number {
    const chunk = this.#chunkOf(text);
    const start = text % chunkSize;
    const end = start + (chunk[start] ?? 0);
    let hash = hashStart;
    for (let place = start + 1; place <= end; place += 1) hash = hashed(hash, chunk[place] ?? 0);
    return hash;
  }

  /** The slot of the id at this position, or the free one that it would get. */
  #slotOf(text: number, hash: number): number {
    const last = this.#tables.length * tableSize - 1;
    let slot = (hash ^ (hash >>> 15)) & last;
    for (let other = this.#textIn(slot); other !== 0; other = this.#textIn(slot)) {
      if (this.#isSame(text, other)) break;
      slot = (slot + 1) & last;
    }
    return slot;
  }

  #textIn(slot: number): number {
    return this.#tables[slot >>> tableBits]?.[slot % tableSize] ?? 0;
  }

  #put(slot: number, text: number): void {
    const table = this.#tables[slot >>> tableBits];
    if (table !== undefined) table[slot % tableSize] = text;
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
