// Two accounts of any size for `plan.ts`, so alike that every branch of a plan is taken. Their rows are made as they are
// read and kept by nobody but the inventory.
import { deriveName, type SubUser, type SubUsers, type Traits } from '@subuser/core';

export type Account = Pick<SubUsers, 'carrier' | 'traits' | 'list' | 'grants'>;

const sourceName = 'here';
const teams = ['Billing', 'Support', 'Night shift', 'Sales', 'Front desk', 'Dispatch'];
const firms = ['Orbit Labs', 'Café Müller', 'Blue Harbour', 'Ānanda', 'Kestrel & Sons', 'Σigma', 'Northwind'];
const createdAt = new Date('2026-03-04T05:06:07.890Z');

/** Eight characters that say nothing of the place; an odd factor gives none twice. */
const idOf = (place: number): string =>
  `SA_${((BigInt(place + 1) * 1_640_531_527n) % 2_821_109_907_456n).toString(36).toUpperCase().padStart(8, '0')}`;

/** One in fifty shares its display name with nineteen others. */
function displayOf(place: number): string {
  const [firm, team] = [firms[place % firms.length], teams[place % teams.length]];
  return place % 50 === 0 ? `Desk ${Math.floor(place / 1000)} of Orbit Labs` : `${firm} ${place} ${team}`;
}

function statusOf(place: number): SubUser['status'] {
  if (place % 40 === 3) return 'disabled';
  return place % 60 === 4 ? 'blocked' : 'active';
}

function grantsOf(place: number): string[] | null {
  if (place % 30 === 5) return null;
  return place % 4 === 0 ? ['cdr'] : ['calls', 'cdr'];
}

function sourceRow(place: number): SubUser {
  return {
    carrier: sourceName,
    id: idOf(place),
    name: displayOf(place),
    status: statusOf(place),
    email: place % 9 === 0 ? null : `desk${place}@customer.example`,
    phone: place % 5 === 0 ? null : `+9180${String(place).padStart(8, '0')}`,
    description: `Line ${place} of the customer's desk`,
    grants: grantsOf(place),
    reference: place % 25 === 6 ? `crm-${place}` : null,
    createdAt,
    updatedAt: createdAt,
    lastUsedAt: null,
    native: undefined,
  };
}

/** Most are equal to their source and paired by its reference; of each hundred some thirty are otherwise. */
function targetRow(place: number, traits: Traits): SubUser {
  const source = sourceRow(place);
  const isLogin = traits.kind === 'operator';
  // A login is there once: those that share a display name got a suffix.
  const suffix = isLogin && place % 50 === 0 ? `-${place.toString(36).padStart(4, '0').slice(-4)}` : '';
  const ours: SubUser = {
    ...source,
    id: isLogin ? String(1_000_000 + place) : idOf(place + 5_000_000),
    name: deriveName(source.name, traits.name).slice(0, suffix === '' ? undefined : 15) + suffix,
    status: 'active',
    grants: isLogin ? ['Accountant', 'Supervisor'] : ['calls', 'cdr'],
    reference: `${sourceName}:${source.id}`,
  };
  const turn = place % 100;
  if (turn < 8) return { ...ours, email: `old${place}@customer.example`, description: 'Old', grants: [] };
  if (turn < 15) return { ...ours, reference: null };
  if (turn < 25) return { ...ours, name: `someone-${place}`, reference: null };
  if (turn < 27) return { ...ours, reference: `crm-${place}` };
  if (turn < 29) return { ...ours, name: `someone-${place}`, email: null, phone: null, description: 'Other' };
  if (turn === 29 && !isLogin) return { ...ours, name: displayOf(place - 20), reference: null };
  return ours;
}

/** A carrier without a field has no such key. */
function held(row: SubUser, { kind }: Traits): SubUser {
  if (kind === 'tenant') return row;
  const {
    email: _email,
    phone: _phone,
    createdAt: _createdAt,
    updatedAt: _updatedAt,
    lastUsedAt: _used,
    ...rest
  } = row;
  return rest;
}

function accountOf(carrier: string, traits: Traits, count: number, rowOf: (place: number) => SubUser): Account {
  const names = traits.grants.names ?? ['Accountant', 'Supervisor'];
  return {
    carrier,
    traits,
    grants: async () => names.map((name) => ({ name, assignable: true })),
    async *list() {
      for (let place = 0; place < count; place += 1) yield held(rowOf(place), traits);
    },
  };
}

/** The account that moves, and the one that it moves to, of as many sub-users each. */
export function accounts(
  count: number,
  traits: { source: Traits; target: Traits },
): { source: Account; target: Account } {
  return {
    source: accountOf(sourceName, traits.source, count, sourceRow),
    target: accountOf('there', traits.target, count, (place) => targetRow(place, traits.target)),
  };
}

export function mappingTo({ kind }: Traits): Record<string, unknown> {
  const [calls, cdr] = kind === 'operator' ? ['Supervisor', 'Accountant'] : ['calls', 'cdr'];
  return {
    version: 1,
    grants: { calls: [calls], cdr: ['=calls', cdr] },
    inheritedGrants: ['=calls'],
    names: { [idOf(7)]: 'desk-seven' },
  };
}
