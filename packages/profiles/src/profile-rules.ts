import type { BrokenRule } from '@subuser/core';
import { carriers, findCarrier } from './carriers.ts';

/** The broken rules of a profile's shape; the options beside `carrier` are for that carrier to check. */
export function profileRules(profile: unknown): BrokenRule[] {
  const fields: Record<string, unknown> = { ...(typeof profile === 'object' ? profile : {}) };
  const { carrier, provider, ...others } = fields;
  if (provider === undefined) {
    if (findCarrier(carrier) !== undefined) return [];
    const names = Object.keys(carriers).join(', ');
    return [{ field: 'carrier', rule: `must be one of ${names}; any other carrier needs a provider function` }];
  }
  const surplus = carrier === undefined ? others : { carrier, ...others };
  const broken = Object.keys(surplus).map((field) => ({ field, rule: 'cannot be combined with provider' }));
  if (typeof provider !== 'function')
    broken.push({ field: 'provider', rule: 'must be a function that creates a provider' });
  return broken;
}
