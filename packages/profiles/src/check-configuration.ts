import { type BrokenRule, SubUserError } from '@subuser/core';
import { parseOptions } from '@subuser/core/provider';
import { findCarrier } from './carriers.ts';
import type { Profile } from './profile.ts';
import { profileRules } from './profile-rules.ts';

export interface SubUserConfiguration {
  /** The accounts by the names that the application gives them; several may be of one carrier. */
  profiles: Readonly<Record<string, Profile>>;
}

function isObject(value: unknown): value is object {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** Does not call a `provider` function: only its author knows its effects. */
function rulesOf(profile: Profile): readonly BrokenRule[] {
  const broken = profileRules(profile);
  const { carrier: name, provider: _provider, ...options } = { ...profile };
  const carrier = findCarrier(name);
  if (broken.length > 0 || carrier === undefined) return broken;
  try {
    parseOptions(carrier.options, options, { carrier: carrier.name, environment: carrier.environment });
    return [];
  } catch (error) {
    if (SubUserError.is(error) && error.detail.fields !== undefined) return error.detail.fields;
    throw error;
  }
}

/** Throws `invalid-argument` that names every misfit of every profile as `profiles.<name>.<field>`, never a value. */
export function checkConfiguration(configuration: SubUserConfiguration): void {
  const { profiles, ...others }: { profiles?: unknown } = isObject(configuration) ? configuration : {};
  const broken: BrokenRule[] = Object.keys(others).map((field) => ({ field, rule: 'is not a known field' }));
  if (!isObject(profiles)) broken.push({ field: 'profiles', rule: 'must be an object of profiles by name' });
  else
    for (const [name, profile] of Object.entries(profiles))
      for (const { field, ...rest } of rulesOf(profile)) broken.push({ field: `profiles.${name}.${field}`, ...rest });
  if (broken.length > 0) throw SubUserError.refusal(broken, { operation: 'configure', document: 'configuration' });
}
