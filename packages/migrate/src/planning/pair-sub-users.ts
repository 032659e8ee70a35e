import { foldName, type SubUserId } from '@subuser/core';
import { newSubUserSchema } from '@subuser/core/provider';
import { derivedName, isDerivedFrom } from './derived-name.ts';
import { givenName } from '../mapping/given-name.ts';
import type { Inventory, InventoryRow } from '../inventory/inventory.ts';
import type { Reason } from '../plan/plan.ts';
import { ownReference, type Sides } from './sides.ts';

/** Which sub-user of the target a source sub-user is. Neither target nor blocks: there is none yet. */
export interface Pairing {
  source: InventoryRow;
  reference: string;
  by: 'reference' | 'name' | 'nothing';
  target?: InventoryRow;
  blocks: Reason[];
}

/** How many ids a message lists: if thousands share a name, each of them gets such a message. */
const shown = 10;

function idsOf(subUsers: readonly InventoryRow[]): string {
  const ids = subUsers.slice(0, shown).map(({ id }) => id);
  return ids.join(', ') + (subUsers.length > shown ? ` and ${subUsers.length - shown} more` : '');
}

/** True if it came from any account of the source's carrier. */
function isMigrated({ reference }: InventoryRow, { carrier }: Inventory): boolean {
  return reference?.startsWith(`${carrier}:`) === true || reference?.startsWith(`${carrier}.`) === true;
}

/** The target's sub-users by reference. Few references occur twice, so any after the first are kept apart. */
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

/** Pairs by reference, without any check. */
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
    const rule = 'is not a valid reference (1 to 64 characters of A-Z a-z 0-9 . _ : -), so it could not be found again';
    blocks.push({ field: 'reference', why: `“${reference}” ${rule}; move it by hand and add it to filter.except` });
  }
  const twins = marked.others.get(reference);
  if (target === undefined || twins === undefined) return pairing;
  const why = `${idsOf([target, ...twins])} on the target all have the reference “${reference}”; delete the wrong ones`;
  blocks.push({ field: 'reference', why });
  return { source, reference, by: 'nothing', blocks };
}

/**
 * Pairs by reference first, then by name; see `pairByName`. `compareSubUsers` checks that a name fits its reference.
 * Yields pairings one by one, in the order of `moving`, and keeps in memory only those not simply paired by reference.
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

/** Carriers compose and trim names, so that equal keys are one name. */
const nameKey = (name: string): string => name.normalize('NFC').trim();

/** Its name in an empty account, under which somebody may have created it already. */
function plainName(subUser: InventoryRow, { target, mapping }: Sides): string | undefined {
  const rule = target.traits.name;
  const override = givenName(mapping, subUser.id);
  if (override !== undefined) return nameKey(foldName(override, rule));
  const derived = derivedName(subUser.name, rule);
  return 'name' in derived ? nameKey(derived.name) : undefined;
}

/** Sub-users of one name on the target that no migration from this carrier created. */
interface Namesakes {
  free: InventoryRow[];
  /** The first with an application's own reference. */
  foreign?: InventoryRow;
}

function namesakesIn({ source, target }: Sides): Map<string, Namesakes> {
  const named = new Map<string, Namesakes>();
  for (const subUser of target.subUsers) {
    if (isMigrated(subUser, source)) continue;
    const name = nameKey(foldName(subUser.name, target.traits.name));
    const isFree = (subUser.reference ?? null) === null;
    const namesakes = named.get(name);
    if (namesakes === undefined) named.set(name, isFree ? { free: [subUser] } : { free: [], foreign: subUser });
    else if (isFree) namesakes.free.push(subUser);
    else namesakes.foreign ??= subUser;
  }
  return named;
}

/**
 * Adopts a sub-user of the same name that has no reference. It ignores those that another migration from this carrier
 * created. One with an application's own reference blocks, because adopting would overwrite it; so do several candidates.
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
      const why = `the target has several of that name (${idsOf(free)}), and none has a reference`;
      pairing.blocks.push({ field: 'name', why: `${why}; give another name in names, or rename or delete them there` });
    } else if (foreign !== undefined) {
      const why = `“${foreign.name}” on the target (${foreign.id}) has a reference of its own, “${foreign.reference}”`;
      const remedy = 'give another name in names, or remove that reference';
      pairing.blocks.push({ field: 'reference', why: `${why}, which adopting would overwrite; ${remedy}` });
    }
  }
  for (const [adopted, claimants] of claims) adopt(adopted, claimants);
}

const originOf = ({ source }: Pairing): SubUserId => source.reference?.replace(/^[^:]*:/u, '') ?? '';

/** Blocks a move back to the account that it came from, which would create a second one beside the original. */
function blockReturns(pairings: readonly Pairing[], { source, target, mapping }: Sides): void {
  const returning = pairings.filter(
    (each) =>
      each.target === undefined && givenName(mapping, each.source.id) === undefined && isMigrated(each.source, target),
  );
  const origins = new Set(returning.map(originOf));
  const known = new Map(target.subUsers.filter(({ id }) => origins.has(id)).map((each) => [each.id, each]));
  for (const pairing of returning) {
    const origin = known.get(originOf(pairing));
    if (origin === undefined || !isDerivedFrom(pairing.source.name, origin.name, source.traits.name)) continue;
    const why =
      'it was created from a sub-user that is still on the target; to adopt that one, give its name in names; to create ' +
      'another one beside it, give any other name; to leave it alone, add it to filter.except';
    pairing.blocks.push({ field: 'reference', why });
  }
}

function adopt(target: InventoryRow, claimants: readonly Pairing[]): void {
  const ids = idsOf(claimants.map(({ source }) => source));
  const why = `${ids} would all adopt “${target.name}” (${target.id}); give all but one of them another name in names`;
  for (const pairing of claimants) {
    if (claimants.length > 1) pairing.blocks.push({ field: 'name', why });
    else Object.assign(pairing, { by: 'name', target });
  }
}
