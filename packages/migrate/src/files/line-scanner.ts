const quote = 0x22;
const zero = 0x30;

/** The bytes of a text, four to a word. */
export interface Literal {
  words: Uint32Array;
  rest: Uint8Array;
  length: number;
}

export function literal(text: string): Literal {
  const bytes = Buffer.from(text);
  const words = Uint32Array.from({ length: bytes.length >> 2 }, (_, index) => bytes.readUInt32LE(index * 4));
  return { words, rest: Uint8Array.from(bytes.subarray(words.length * 4)), length: bytes.length };
}

/** Characters that JSON does not escape: ASCII without quote, backslash and control characters. */
const isPlain = new Uint8Array(256).fill(1, 0x20, 0x7f);
isPlain.fill(0, quote, quote + 1).fill(0, 0x5c, 0x5d);

/**
 * Reads lines many times as fast as a JSON parser. Accepts only our own serialization; returns `undefined` or `false` for
 * anything else, which then goes to `JSON.parse`.
 */
export class LineScanner {
  /** Its position in the bytes. */
  at = 0;
  readonly #bytes: Buffer;
  readonly #view: DataView;
  #text = '';
  #from = 0;

  constructor(bytes: Buffer) {
    this.#bytes = bytes;
    this.#view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
  }

  /** Starts at some whole lines. Texts are cut out of one string: decoding each of them costs more. */
  show(from: number, to: number): void {
    this.#text = this.#bytes.toString('latin1', from, to);
    this.#from = from;
    this.at = from;
  }

  /** Skips these bytes if they are next. */
  passes({ words, rest, length }: Literal): boolean {
    let { at } = this;
    if (at + length > this.#bytes.length) return false;
    for (let index = 0; index < words.length; index += 1, at += 4)
      if (this.#view.getUint32(at, true) !== words[index]) return false;
    for (let index = 0; index < rest.length; index += 1, at += 1) if (this.#bytes[at] !== rest[index]) return false;
    this.at = at;
    return true;
  }

  /** Returns the rest of the line without its line feed, and skips both. */
  rest(): string {
    const start = this.at - this.#from;
    const end = this.#text.indexOf('\n', start);
    this.at = this.#from + end + 1;
    return this.#text.slice(start, end);
  }

  /** Skips `before` and returns the text up to the next quote. */
  textAfter(before: Literal): string | undefined {
    if (!this.passes(before)) return undefined;
    const bytes = this.#bytes;
    let { at } = this;
    while (isPlain[bytes[at] ?? 0] === 1) at += 1;
    if (bytes[at] !== quote) return undefined;
    const text = this.#text.slice(this.at - this.#from, at - this.#from);
    this.at = at;
    return text;
  }

  /** Skips `before` and returns the integer after it. */
  numberAfter(before: Literal): number | undefined {
    if (!this.passes(before)) return undefined;
    const bytes = this.#bytes;
    let { at } = this;
    let number = 0;
    for (; ; at += 1) {
      const digit = (bytes[at] ?? 0) - zero;
      if (digit < 0 || digit > 9) break;
      number = number * 10 + digit;
    }
    const digits = at - this.at;
    // JSON has no `007`, and not every number with more digits is exact.
    if (digits === 0 || digits > 15 || (digits > 1 && bytes[this.at] === zero)) return undefined;
    this.at = at;
    return number;
  }
}
