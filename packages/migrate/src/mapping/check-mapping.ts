import { type BrokenRule, checkName, foldName, SubUserError } from '@subuser/core';
import { brokenRules, inOurWords, newSubUserSchema } from '@subuser/core/provider';
import { alike, includeFaults } from './grant-table.ts';
import type { Inventory } from '../inventory/inventory.ts';
import type { Mapping } from './mapping.ts';
import { isWritable } from './writable.ts';

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
      rule: `${source.profile} has no sub-user “${id}”; correct the id or remove it`,
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
    return [...broken, { field, rule: `is also the name of ${other}, and names are unique on the target` }];
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
        return [{ field, rule: `matches ${matches.join(' and ')}; write the one that you mean, exactly` }];
      const rule = `“${word}” cannot be granted on ${target.profile}; these can: ${target.grants.join(', ') || 'none'}`;
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
    .map((field) => ({ field: `defaults.${field}`, rule: 'the target has no such field; remove it' }));
  const parsed = newSubUserSchema.pick({ email: true, phone: true, description: true }).safeParse(fields, inOurWords);
  const broken = parsed.success ? [] : brokenRules(parsed.error);
  return [...absent, ...broken.map(({ field, rule }) => ({ field: `defaults.${field}`, rule }))];
}

/**
 * Checks a mapping against its two accounts.
 *
 * @throws SubUserError `invalid-argument` with the path of every broken rule and what to do about it
 */
export function checkMapping(mapping: Mapping, { source, target }: { source: Inventory; target: Inventory }): void {
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
