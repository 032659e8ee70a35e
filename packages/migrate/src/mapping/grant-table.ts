import type { BrokenRule } from '@subuser/core';
import type { Mapping } from './mapping.ts';

type Table = Mapping['grants'];

/** A carrier's own documents spell the same grant with and without capitals, spaces and hyphens. */
export function foldGrant(name: string): string {
  return name.toLowerCase().replaceAll(/[\s-]+/gu, '');
}

/** The words that match: the one with the same spelling, else all that are equal when folded. */
export function alike(word: string, words: readonly string[]): string[] {
  if (words.includes(word)) return [word];
  return words.filter((each) => foldGrant(each) === foldGrant(word));
}

/** The name of the entry that matches, if there is one. */
function entryNamed(name: string, table: Table): string | undefined {
  return alike(name, Object.keys(table))[0];
}

const includedBy = (word: string): string | undefined => (word.startsWith('=') ? word.slice(1) : undefined);

/** Replaces includes by what they include, each entry once. */
function expand(words: readonly string[], table: Table, visited: Set<string>): string[] {
  return words.flatMap((word) => {
    const name = includedBy(word);
    if (name === undefined) return [word];
    const entry = entryNamed(name, table);
    if (entry === undefined || visited.has(entry)) return [];
    visited.add(entry);
    return expand(table[entry] ?? [], table, visited);
  });
}

/** The grants of the target in its own spelling, each once, sorted. */
export function targetGrants(words: readonly string[], table: Table, vocabulary: readonly string[]): string[] {
  const spelled = expand(words, table, new Set()).map((word) => alike(word, vocabulary)[0] ?? word);
  return [...new Set(spelled)].toSorted();
}

/** The entry for a grant of the source, if there is one. */
export function entryOf(grant: string, table: Table): readonly string[] | undefined {
  const entry = entryNamed(grant, table);
  return entry === undefined ? undefined : table[entry];
}

export function areSameGrants(a: readonly string[], b: readonly string[]): boolean {
  if (a.length === b.length && a.every((grant, index) => grant === b[index])) return true;
  const [left, right] = [a, b].map((grants) => [...new Set(grants.map(foldGrant))].toSorted().join('\n'));
  return left === right;
}

/** Includes without an entry, cycles, and entries that are equal when folded. */
export function includeFaults(mapping: Pick<Mapping, 'grants' | 'inheritedGrants'>): BrokenRule[] {
  const { grants: table } = mapping;
  const faults: BrokenRule[] = [];
  const finished = new Set<string>();

  function walk(words: readonly string[], place: string, path: readonly string[]): void {
    for (const [index, word] of words.entries()) {
      const name = includedBy(word);
      if (name === undefined) continue;
      const field = `${place}.${index}`;
      const entry = entryNamed(name, table);
      if (entry === undefined)
        faults.push({ field, rule: `grants has no entry “${name}”; add one, or write a grant without =` });
      else if (path.includes(entry)) {
        const circle = [...path.slice(path.indexOf(entry)), entry].join(' → ');
        faults.push({ field, rule: `includes itself (${circle}); remove one of these includes` });
      } else enter(entry, path);
    }
  }

  function enter(entry: string, path: readonly string[]): void {
    if (finished.has(entry)) return;
    walk(table[entry] ?? [], `grants.${entry}`, [...path, entry]);
    finished.add(entry);
  }

  const entries = Object.keys(table);
  for (const [index, entry] of entries.entries()) {
    const twin = entries.slice(0, index).find((other) => foldGrant(other) === foldGrant(entry));
    if (twin !== undefined)
      faults.push({ field: `grants.${entry}`, rule: `is the same grant as “${twin}”; merge the two entries` });
    enter(entry, []);
  }
  walk(mapping.inheritedGrants ?? [], 'inheritedGrants', []);
  return faults;
}
