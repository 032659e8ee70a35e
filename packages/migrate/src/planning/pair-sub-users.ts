import { foldName, type SubUserId } from '@subuser/core';
import { newSubUserSchema } from '@subuser/core/provider';
import { derivedName, isDerivedFrom } from './derived-name.ts';
import type { Inventory, InventoryRow } from '../inventory/inventory.ts';
import type { Reason } from '../plan/plan.ts';
import { ownReference, type Sides } from './sides.ts';

/** Which sub-user of the target a source sub-user is. Without a target and without blocks: none yet. */
export interface Pairing {
  source: InventoryRow;
  reference: string;
  by: 'reference' | 'name' | 'nothing';
  target?: InventoryRow;
  blocks: Reason[];
}

/** How many ids a message names: where thousands share a name, each of them has such a message. */
const shown = 10;

function idsOf(subUsers: readonly InventoryRow[]): string {
  const ids = subUsers.slice(0, shown).map(({ id }) => id);
  return ids.join(', ') + (subUsers.length > shown ? ` and ${subUsers.length - shown} more` : '');
}

/** Whether it came from any account of the source's carrier. */
function isMigrated({ reference }: InventoryRow, { carrier }: Inventory): boolean {
  return reference?.startsWith(`${carrier}:`) === true || reference?.startsWith(`${carrier}.`) === true;
}

/** Of the target by reference. Hardly ever do several carry one, so those beyond the first stand apart. */
interface Marked {
  first: Map<string, InventoryRow>;
  others: Map<string, InventoryRow[]>;
}

function markedIn({ subUsers }: Inventory): Marked {
  const [first, others] = [new Map<string, InventoryRow>(), new Map<string, InventoryRow[]>()];
  for (const subUser of subUsers) {
    const { reference } = subUser;
    if (typeof reference !== 'string') continue;
    if (!first.has(reference)) first.set(reference, subUser);
    else if (!others.get(reference)?.push(subUser)) others.set(reference, [subUser]);
  }
  return { first, others };
}

/** As the references say, without a look at whether they may. */
function pairOf(source: InventoryRow, { first }: Marked, sides: Sides): Pairing {
  const reference = ownReference(sides, source.id);
  const target = first.get(reference);
  return target === undefined
    ? { source, reference, by: 'nothing', blocks: [] }
    : { source, reference, by: 'reference', target, blocks: [] };
}

function pairByReference(source: InventoryRow, marked: Marked, sides: Sides): Pairing {
  const pairing = pairOf(source, marked, sides);
  const { reference, target, blocks } = pairing;
  if (!newSubUserSchema.shape.reference.safeParse(reference).success) {
    const rule = 'is no reference (1 to 64 characters of A-Z a-z 0-9 . _ : -), so it could not be found again';
    blocks.push({ field: 'reference', why: `“${reference}” ${rule}; move it by hand and put it into filter.except` });
  }
  const twins = marked.others.get(reference);
  if (target === undefined || twins === undefined) return pairing;
  const why = `${idsOf([target, ...twins])} on the target all carry “${reference}”; delete those that are not meant`;
  blocks.push({ field: 'reference', why });
  return { source, reference, by: 'nothing', blocks };
}

/**
 * By reference first, then by name; see `pairByName`. That a name fits its reference is for `compareSubUsers` to say.
 * One by one, in the order of `moving`. Kept in memory are those alone that are not simply paired by reference.
 */
export function* pairSubUsers(moving: readonly InventoryRow[], sides: Sides): Generator<Pairing, void, undefined> {
  const marked = markedIn(sides.target);
  const kept = new Map<SubUserId, Pairing>();
  for (const subUser of moving) {
    const pairing = pairByReference(subUser, marked, sides);
    if (pairing.target === undefined || pairing.blocks.length > 0) kept.set(subUser.id, pairing);
  }
  pairByName([...kept.values()], sides);
  blockReturns([...kept.values()], sides);
  for (const source of moving) yield kept.get(source.id) ?? pairOf(source, marked, sides);
}

/** The name that it would get in an empty account, by which somebody may have created it before. */
function plainName(subUser: InventoryRow, { target, mapping }: Sides): string | undefined {
  const rule = target.traits.name;
  const override = mapping.names[subUser.id];
  if (override !== undefined) return foldName(override, rule);
  const derived = derivedName(subUser.name, rule);
  return 'name' in derived ? derived.name : undefined;
}

/** Those of one name on the target that no migration from this carrier made. */
interface Namesakes {
  free: InventoryRow[];
  /** The first that carries an application's own reference. */
  foreign?: InventoryRow;
}

function namesakesIn({ source, target }: Sides): Map<string, Namesakes> {
  const named = new Map<string, Namesakes>();
  for (const subUser of target.subUsers) {
    if (isMigrated(subUser, source)) continue;
    const name = foldName(subUser.name, target.traits.name);
    const isFree = (subUser.reference ?? null) === null;
    const namesakes = named.get(name);
    if (namesakes === undefined) named.set(name, isFree ? { free: [subUser] } : { free: [], foreign: subUser });
    else if (isFree) namesakes.free.push(subUser);
    else namesakes.foreign ??= subUser;
  }
  return named;
}

/**
 * Takes over what has no reference. One that another migration from this carrier made is not looked at; what carries an
 * application's own reference blocks, because adopting would overwrite it; and nothing is chosen where several fit.
 */
function pairByName(pairings: readonly Pairing[], sides: Sides): void {
  const named = namesakesIn(sides);
  const claims = new Map<InventoryRow, Pairing[]>();
  for (const pairing of pairings) {
    if (pairing.blocks.length > 0) continue;
    const { free = [], foreign } = named.get(plainName(pairing.source, sides) ?? '') ?? {};
    const [only, ...others] = free.slice(0, 2);
    if (only !== undefined && others.length === 0) {
      if (!claims.get(only)?.push(pairing)) claims.set(only, [pairing]);
    } else if (only !== undefined) {
      const why = `several of that name stand on the target (${idsOf(free)}), and none says which it is`;
      pairing.blocks.push({ field: 'name', why: `${why}; give another name in names, or rename or delete there` });
    } else if (foreign !== undefined) {
      const why = `“${foreign.name}” on the target (${foreign.id}) has a reference of its own, “${foreign.reference}”`;
      const remedy = 'give another name in names, or take that reference off it';
      pairing.blocks.push({ field: 'reference', why: `${why}, which adopting would overwrite; ${remedy}` });
    }
  }
  for (const [adopted, claimants] of claims) adopt(adopted, claimants);
}

const originOf = ({ source }: Pairing): SubUserId => source.reference?.replace(/^[^:]*:/u, '') ?? '';

/** On the way back to the account that it came from, a second one would be made beside the original. */
function blockReturns(pairings: readonly Pairing[], { source, target, mapping }: Sides): void {
  const returning = pairings.filter(
    (each) =>
      each.target === undefined && mapping.names[each.source.id] === undefined && isMigrated(each.source, target),
  );
  const origins = new Set(returning.map(originOf));
  const known = new Map(target.subUsers.filter(({ id }) => origins.has(id)).map((each) => [each.id, each]));
  for (const pairing of returning) {
    const origin = known.get(originOf(pairing));
    if (origin === undefined || !isDerivedFrom(pairing.source.name, origin.name, source.traits.name)) continue;
    const why =
      'it was made from one that still stands on the target; to take that over, give its name there in names; for ' +
      'another one beside it, any other name; to leave it alone, put it into filter.except';
    pairing.blocks.push({ field: 'reference', why });
  }
}

function adopt(target: InventoryRow, claimants: readonly Pairing[]): void {
  const ids = idsOf(claimants.map(({ source }) => source));
  const why = `${ids} would all adopt “${target.name}” (${target.id}); give all but one another name in names`;
  for (const pairing of claimants) {
    if (claimants.length > 1) pairing.blocks.push({ field: 'name', why });
    else Object.assign(pairing, { by: 'name', target });
  }
}
