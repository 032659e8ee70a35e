import { createHash, randomBytes } from 'node:crypto';
import { uuidFrom } from './uuid.ts';

/** The source of an emulator's ids, tokens and keys: random, or with a word the same bytes on every run. */
export class Chance {
  readonly #word: string | undefined;
  #blocks = 0;

  constructor(word?: string) {
    this.#word = word;
  }

  bytes(size: number): Buffer {
    if (this.#word === undefined) return randomBytes(size);
    const blocks: Buffer[] = [];
    for (let length = 0; length < size; length += 32) {
      this.#blocks += 1;
      blocks.push(createHash('sha256').update(`${this.#word} ${this.#blocks}`).digest());
    }
    return Buffer.concat(blocks, size);
  }

  uuid(): string {
    return uuidFrom(this.bytes(16));
  }
}
