import { type BrokenRule, checkName, foldName, SubUserError } from '@subuser/core';
import { brokenRules, newSubUserSchema } from '@subuser/core/provider';
import { alike, includeFaults } from './grant-table.ts';
import type { Inventory } from '../inventory/inventory.ts';
import type { Mapping } from './mapping.ts';
import { isWritable } from './writable.ts';

interface Sides {
  source: Inventory;
  target: Inventory;
}

function idFaults(mapping: Mapping, source: Inventory): BrokenRule[] {
  const { only = [], except = [] } = mapping.filter;
  const places: [string, string][] = [
    ...Object.keys(mapping.names).map((id): [string, string] => [`names.${id}`, id]),
    ...only.map((id, index): [string, string] => [`filter.only.${index}`, id]),
    ...except.map((id, index): [string, string] => [`filter.except.${index}`, id]),
  ];
  const unknown = new Set(places.map(([, id]) => id));
  for (const { id } of source.subUsers) unknown.delete(id);
  return places
    .filter(([, id]) => unknown.has(id))
    .map(([field, id]) => ({
      field,
      rule: `there is no sub-user “${id}” on ${source.profile}; correct it or take it out`,
    }));
}

function nameFaults(mapping: Mapping, { traits }: Inventory): BrokenRule[] {
  const first = new Map<string, string>();
  return Object.entries(mapping.names).flatMap(([id, name]): BrokenRule[] => {
    const field = `names.${id}`;
    const broken = checkName(name, traits.name).map(({ rule }) => ({ field, rule }));
    const folded = foldName(name, traits.name);
    const other = first.get(folded);
    first.set(folded, other ?? id);
    if (!traits.name.unique || other === undefined) return broken;
    return [...broken, { field, rule: `is the same name as that of ${other}, and the target has each name once only` }];
  });
}

function grantFaults(mapping: Mapping, target: Inventory): BrokenRule[] {
  const lists = Object.entries(mapping.grants).map(([grant, words]): [string, readonly string[]] => [
    `grants.${grant}`,
    words,
  ]);
  if (mapping.inheritedGrants !== null) lists.push(['inheritedGrants', mapping.inheritedGrants]);
  return lists.flatMap(([place, words]) =>
    words.flatMap((word, index): BrokenRule[] => {
      if (word.startsWith('=')) return [];
      const matches = alike(word, target.grants);
      if (matches.length === 1) return [];
      const field = `${place}.${index}`;
      if (matches.length > 1)
        return [{ field, rule: `may be any of ${matches.join(', ')}; spell the one that is meant` }];
      const rule = `“${word}” is no grant that can be given on ${target.profile}; there are: ${target.grants.join(', ') || 'none'}`;
      return [{ field, rule }];
    }),
  );
}

function defaultFaults({ defaults }: Mapping, { traits }: Inventory): BrokenRule[] {
  const { carrierOptions: _options, ...fields } = defaults;
  const given = Object.entries(fields).filter(([, value]) => value !== undefined);
  const absent = given
    .map(([field]) => field as keyof typeof fields)
    .filter((field) => !isWritable(traits, field))
    .map((field) => ({ field: `defaults.${field}`, rule: 'the target has no such field; take it out' }));
  const parsed = newSubUserSchema.pick({ email: true, phone: true, description: true }).safeParse(fields);
  const broken = parsed.success ? [] : brokenRules(parsed.error);
  return [...absent, ...broken.map(({ field, rule }) => ({ field: `defaults.${field}`, rule }))];
}

/**
 * Checks a mapping against the accounts that it is for.
 *
 * @throws SubUserError `invalid-argument` with the path of every broken rule and what to do about it
 */
export function checkMapping(mapping: Mapping, { source, target }: Sides): void {
  const faults = [
    ...includeFaults(mapping),
    ...idFaults(mapping, source),
    ...nameFaults(mapping, target),
    ...grantFaults(mapping, target),
    ...defaultFaults(mapping, target),
  ];
  if (faults.length === 0) return;
  throw SubUserError.refusal(faults, { operation: 'makePlan', document: 'mapping' });
}
