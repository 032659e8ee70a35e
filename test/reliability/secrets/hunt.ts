import { textsOf } from './texts-of.ts';
import { fragmentLength, Vault } from './vault.ts';

export interface Tally {
  strings: number;
  characters: number;
}

/** Reads everything that it is shown, and finds the secrets afterwards, since many of them become known on the way. */
export class Hunt {
  readonly vault = new Vault();
  /** Calls of the library whose results are searched. */
  calls = 0;
  readonly #tallies = new Map<string, Tally>();
  /** Repeated texts are searched once. */
  readonly #texts = new Map<string, Set<string>>();

  /** A text as it is: sent over a wire, or printed by a process. */
  read(surface: string, text: string): void {
    const tally = this.#tallies.get(surface) ?? { strings: 0, characters: 0 };
    const texts = this.#texts.get(surface) ?? new Set();
    tally.strings += 1;
    tally.characters += text.length;
    if (text.length >= fragmentLength) texts.add(text);
    this.#tallies.set(surface, tally);
    this.#texts.set(surface, texts);
  }

  /** A value, in every form in which it can be printed. */
  look(surface: string, value: unknown): void {
    for (const text of textsOf(value)) this.read(surface, text);
  }

  tallies(): ReadonlyMap<string, Tally> {
    return this.#tallies;
  }

  /** The kinds of secrets that a surface contains, in alphabetical order. */
  findings(surface: string): string[] {
    const kinds = new Set<string>();
    for (const text of this.#texts.get(surface) ?? []) for (const kind of this.vault.kindsIn(text)) kinds.add(kind);
    return [...kinds].toSorted();
  }
}
