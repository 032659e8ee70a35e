import type { SubUserId } from '@subuser/core';
import type { Inventory } from '../inventory/inventory.ts';
import type { Mapping } from '../mapping/mapping.ts';

/** What every decision of a plan is made from. */
export interface Sides {
  source: Inventory;
  target: Inventory;
  mapping: Mapping;
}

/** The carrier's own settings move within one carrier only. */
export function isWithinCarrier({ source, target }: Pick<Sides, 'source' | 'target'>): boolean {
  return source.carrier === target.carrier;
}

/** `here:1`, or `here.east:1` if the mapping names the account. */
export function ownReference({ source, mapping }: Pick<Sides, 'source' | 'mapping'>, id: SubUserId): string {
  const account = mapping.account === undefined ? '' : `.${mapping.account}`;
  return `${source.carrier}${account}:${id}`;
}
