import { textsOf } from './texts-of.ts';
import { fragmentLength, Vault } from './vault.ts';

export interface Tally {
  strings: number;
  characters: number;
}

/** Reads everything that it is shown, and says afterwards what of it was secret: many secrets are learnt on the way. */
export class Hunt {
  readonly vault = new Vault();
  /** Calls of the library that were made to be searched. */
  calls = 0;
  readonly #tallies = new Map<string, Tally>();
  /** The same text many times over is read once. */
  readonly #texts = new Map<string, Set<string>>();

  /** A text as it is: what went over a wire, what a process printed. */
  read(surface: string, text: string): void {
    const tally = this.#tallies.get(surface) ?? { strings: 0, characters: 0 };
    const texts = this.#texts.get(surface) ?? new Set();
    tally.strings += 1;
    tally.characters += text.length;
    if (text.length >= fragmentLength) texts.add(text);
    this.#tallies.set(surface, tally);
    this.#texts.set(surface, texts);
  }

  /** A value, in every form that it can be printed in. */
  look(surface: string, value: unknown): void {
    for (const text of textsOf(value)) this.read(surface, text);
  }

  tallies(): ReadonlyMap<string, Tally> {
    return this.#tallies;
  }

  /** The kinds of secrets that stand in a surface, in the order of the alphabet. */
  findings(surface: string): string[] {
    const kinds = new Set<string>();
    for (const text of this.#texts.get(surface) ?? []) for (const kind of this.vault.kindsIn(text)) kinds.add(kind);
    return [...kinds].toSorted();
  }
}
