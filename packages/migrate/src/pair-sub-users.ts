import { foldName, newSubUserSchema, type SubUserId } from '@subuser/core';
import { derivedName, isDerivedFrom } from './derived-name.ts';
import type { Inventory, Listed } from './inventory.ts';
import type { Mapping } from './mapping.ts';
import type { Loss } from './plan.ts';

export interface Sides {
  source: Inventory;
  target: Inventory;
  mapping: Mapping;
}

/** Which sub-user of the target a source sub-user is. Without a target and without blocks: none yet. */
export interface Pairing {
  source: Listed;
  reference: string;
  by: 'reference' | 'name' | 'nothing';
  target?: Listed;
  blocks: Loss[];
}

function grouped<T>(items: readonly T[], keyOf: (item: T) => string | undefined): Map<string, T[]> {
  const groups = new Map<string, T[]>();
  for (const item of items) {
    const key = keyOf(item);
    if (key === undefined) continue;
    const group = groups.get(key);
    if (group === undefined) groups.set(key, [item]);
    else group.push(item);
  }
  return groups;
}

const idsOf = (subUsers: readonly Listed[]): string => subUsers.map(({ id }) => id).join(', ');

/** `here:1`; where the mapping tells several accounts of one carrier apart, `here.east:1`. */
export function ownReference({ source, mapping }: Pick<Sides, 'source' | 'mapping'>, id: SubUserId): string {
  const account = mapping.account === undefined ? '' : `.${mapping.account}`;
  return `${source.carrier}${account}:${id}`;
}

/** Whether it came from any account of the source's carrier. */
function isMigrated({ reference }: Listed, { carrier }: Inventory): boolean {
  return reference?.startsWith(`${carrier}:`) === true || reference?.startsWith(`${carrier}.`) === true;
}

/** By reference first, then by name; see `pairByName`. That a name fits its reference is for `compareSubUsers` to say. */
export function pairSubUsers(moving: readonly Listed[], sides: Sides): Map<SubUserId, Pairing> {
  const { target } = sides;
  const marked = grouped(target.subUsers, ({ reference }) => reference ?? undefined);
  const pairings = new Map<SubUserId, Pairing>();
  for (const subUser of moving) {
    const { id } = subUser;
    const reference = ownReference(sides, id);
    const blocks: Loss[] = [];
    if (!newSubUserSchema.shape.reference.safeParse(reference).success) {
      const rule = 'is no reference (1 to 64 characters of A-Z a-z 0-9 . _ : -), so it could not be found again';
      blocks.push({ field: 'reference', why: `“${reference}” ${rule}; move it by hand and put it into filter.except` });
    }
    const [match, ...others] = marked.get(reference) ?? [];
    if (match !== undefined && others.length > 0) {
      const ids = idsOf([match, ...others]);
      const why = `${ids} on the target all carry “${reference}”; delete those that are not meant`;
      blocks.push({ field: 'reference', why });
    }
    if (match !== undefined && others.length === 0)
      pairings.set(id, { source: subUser, reference, by: 'reference', target: match, blocks });
    else pairings.set(id, { source: subUser, reference, by: 'nothing', blocks });
  }
  pairByName([...pairings.values()], sides);
  blockReturns([...pairings.values()], sides);
  return pairings;
}

/** The name that it would get in an empty account, by which somebody may have created it before. */
function plainName(subUser: Listed, { target, mapping }: Sides): string | undefined {
  const rule = target.traits.name;
  const override = mapping.names[subUser.id];
  if (override !== undefined) return foldName(override, rule);
  const derived = derivedName(subUser.name, rule);
  return 'name' in derived ? derived.name : undefined;
}

/**
 * Takes over what has no reference. One that another migration from this carrier made is not looked at; what carries an
 * application's own reference blocks, because adopting would overwrite it; and nothing is chosen where several fit.
 */
function pairByName(pairings: readonly Pairing[], sides: Sides): void {
  const { source, target } = sides;
  const named = grouped(target.subUsers, ({ name }) => foldName(name, target.traits.name));
  const claims = new Map<Listed, Pairing[]>();
  for (const pairing of pairings) {
    if (pairing.target !== undefined || pairing.blocks.length > 0) continue;
    const matches = (named.get(plainName(pairing.source, sides) ?? '') ?? []).filter(
      (match) => !isMigrated(match, source),
    );
    const [free, ...others] = matches.filter(({ reference }) => (reference ?? null) === null);
    const [foreign] = matches;
    if (free !== undefined && others.length === 0) claims.set(free, [...(claims.get(free) ?? []), pairing]);
    else if (free !== undefined) {
      const why = `several of that name stand on the target (${idsOf([free, ...others])}), and none says which it is`;
      pairing.blocks.push({ field: 'name', why: `${why}; give another name in names, or rename or delete there` });
    } else if (foreign !== undefined) {
      const why = `“${foreign.name}” on the target (${foreign.id}) has a reference of its own, “${foreign.reference}”`;
      const remedy = 'give another name in names, or take that reference off it';
      pairing.blocks.push({ field: 'reference', why: `${why}, which adopting would overwrite; ${remedy}` });
    }
  }
  for (const [adopted, claimants] of claims) adopt(adopted, claimants);
}

/** On the way back to the account that it came from, a second one would be made beside the original. */
function blockReturns(pairings: readonly Pairing[], { source, target, mapping }: Sides): void {
  const known = new Map(target.subUsers.map((each) => [each.id, each]));
  for (const { source: subUser, target: match, blocks } of pairings) {
    if (match !== undefined || mapping.names[subUser.id] !== undefined || !isMigrated(subUser, target)) continue;
    const origin = known.get(subUser.reference?.replace(/^[^:]*:/u, '') ?? '');
    if (origin === undefined || !isDerivedFrom(subUser.name, origin.name, source.traits.name)) continue;
    const why =
      'it was made from one that still stands on the target; to take that over, give its name there in names; for ' +
      'another one beside it, any other name; to leave it alone, put it into filter.except';
    blocks.push({ field: 'reference', why });
  }
}

function adopt(target: Listed, claimants: readonly Pairing[]): void {
  const ids = idsOf(claimants.map(({ source }) => source));
  const why = `${ids} would all adopt “${target.name}” (${target.id}); give all but one another name in names`;
  for (const pairing of claimants) {
    if (claimants.length > 1) pairing.blocks.push({ field: 'name', why });
    else Object.assign(pairing, { by: 'name', target });
  }
}
