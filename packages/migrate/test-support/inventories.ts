import type { FieldName, FieldTrait, SubUser, Traits } from '@subuser/core';
import { memoryTraits } from '@subuser/core/memory';
import { orderInventory } from '../src/inventory/basis.ts';
import type { Inventory, InventoryRow } from '../src/inventory/inventory.ts';
import { type Mapping } from '../src/mapping/mapping.ts';
import { parseMapping } from '../src/mapping/parse-mapping.ts';

const absent: FieldTrait = { access: 'absent', source: 'a test' };

/** Traits with some fields changed. */
export function withFields(traits: Traits, fields: { [field in FieldName]?: Partial<FieldTrait> }): Traits {
  const changed = Object.entries(fields).map(([name, field]) => [
    name,
    { ...traits.fields[name as FieldName], ...field },
  ]);
  return { ...traits, fields: { ...traits.fields, ...Object.fromEntries(changed) } };
}

/** A carrier of logins with roles: few fields; names are folded, unique and permanent. */
export const operatorTraits: Traits = {
  ...memoryTraits,
  kind: 'operator',
  fields: {
    ...memoryTraits.fields,
    name: { access: 'create-only', source: 'a test' },
    email: absent,
    phone: absent,
    description: { access: 'read-write', source: 'a test' },
    enabled: absent,
    createdAt: absent,
    updatedAt: absent,
  },
  name: {
    minLength: 5,
    maxLength: 20,
    first: 'a-z',
    characters: 'a-z0-9_-',
    fold: 'lower-case',
    unique: true,
    source: 'a test',
  },
  password: { minLength: 8, classes: ['digit'], whiteSpace: 'refused', source: 'a test' },
  credentials: { origin: 'chosen', shown: 'never' },
  grants: { names: ['Admin', 'Call Viewer', 'Payer'], omitted: 'none' },
};

export type Row = Partial<Omit<SubUser, 'native' | 'carrier'> & Pick<InventoryRow, 'settings'>> & { id: string };
type Parts = Partial<Omit<Inventory, 'subUsers' | 'digest'>> & { subUsers?: readonly Row[] };

function inventoryOf(parts: Parts, account: { profile: string; carrier: string; traits: Traits }): Inventory {
  const { carrier = account.carrier, traits = account.traits } = parts;
  const subUsers = (parts.subUsers ?? []).map((row): InventoryRow => ({
    carrier,
    name: `Name of ${row.id}`,
    status: 'active',
    ...row,
  }));
  return orderInventory({ grants: traits.grants.names ?? [], ...account, ...parts, subUsers });
}

export const sourceOf = (parts: Parts = {}): Inventory =>
  inventoryOf(parts, { profile: 'old', carrier: 'here', traits: memoryTraits });

export const targetOf = (parts: Parts = {}): Inventory =>
  inventoryOf(parts, { profile: 'new', carrier: 'there', traits: memoryTraits });

/** A mapping, given without its version. */
export const mappingOf = (mapping: Record<string, unknown> = {}): Mapping => parseMapping({ version: 1, ...mapping });
