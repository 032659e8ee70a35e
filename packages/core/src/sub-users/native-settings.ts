import type { BrokenRule } from '../model/sub-user-error.ts';
import type { SubUser } from '../model/sub-user.ts';
import type { SubUserProvider } from '../provider/provider.ts';
import { parseCarrierOptions } from './carrier-options.ts';

/** The carrier's own settings of a sub-user, as far as another account of this carrier can take them. */
export interface NativeSettings {
  /** By the names that `carrierOptions` has for them. */
  values: Readonly<Record<string, unknown>>;
  /** Those that `carrierOptions` does not accept, so that no create can set them. `field` is the name alone. */
  broken: readonly BrokenRule[];
}

/** The nativeSettings of `openSubUsers`: `undefined` if this carrier has none that move. */
export function nativeSettings<O>(provider: SubUserProvider<O>, subUser: SubUser): NativeSettings | undefined {
  const values = provider.nativeSettings?.(subUser);
  if (values === undefined) return undefined;
  const { broken } = parseCarrierOptions(provider, values);
  if (broken.length === 0) return { values, broken };
  const rules = broken.map((each) => ({ ...each, field: each.field.split('.')[1] ?? each.field }));
  const names = new Set(rules.map(({ field }) => field));
  return { values: Object.fromEntries(Object.entries(values).filter(([name]) => !names.has(name))), broken: rules };
}
