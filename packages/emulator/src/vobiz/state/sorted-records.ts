interface Numbered {
  readonly number: number;
}

/** Records kept in the order of their numbers, so that a page of 50,000 is cut out without sorting. */
export class SortedRecords<Entry extends Numbered> {
  readonly #entries: Entry[] = [];

  get size(): number {
    return this.#entries.length;
  }

  add(entry: Entry): void {
    this.#entries.splice(this.#indexOf(entry.number), 0, entry);
  }

  remove(entry: Entry): void {
    const index = this.#indexOf(entry.number);
    if (this.#entries[index] === entry) this.#entries.splice(index, 1);
  }

  clear(): void {
    this.#entries.length = 0;
  }

  /** Highest number first; an empty page beyond the end. */
  page(page: number, size: number): Entry[] {
    const end = this.#entries.length - (page - 1) * size;
    return end <= 0 ? [] : this.#entries.slice(Math.max(0, end - size), end).toReversed();
  }

  /** The index of the number, or the one to insert it at. New numbers are the highest, so the end is tried first. */
  #indexOf(number: number): number {
    let low = 0;
    let high = this.#entries.length;
    if ((this.#entries.at(-1)?.number ?? 0) < number) return high;
    while (low < high) {
      const middle = (low + high) >>> 1;
      if ((this.#entries[middle]?.number ?? number) < number) low = middle + 1;
      else high = middle;
    }
    return low;
  }
}
