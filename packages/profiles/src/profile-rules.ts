import type { BrokenRule } from '@subuser/core';
import { carriers } from './profile.ts';

/** Every rule of its shape that a profile breaks; what stands beside `carrier` is for that carrier to judge. */
export function profileRules(profile: unknown): BrokenRule[] {
  const fields: Record<string, unknown> = { ...(typeof profile === 'object' ? profile : {}) };
  const { carrier, provider, ...others } = fields;
  if (provider === undefined) {
    if (typeof carrier === 'string' && Object.hasOwn(carriers, carrier)) return [];
    return [
      { field: 'carrier', rule: `must be one of ${Object.keys(carriers).join(', ')}; any other comes as provider` },
    ];
  }
  const surplus = carrier === undefined ? others : { carrier, ...others };
  const broken = Object.keys(surplus).map((field) => ({ field, rule: 'must not stand beside provider' }));
  if (typeof provider !== 'function') broken.push({ field: 'provider', rule: 'must be a function that makes one' });
  return broken;
}
