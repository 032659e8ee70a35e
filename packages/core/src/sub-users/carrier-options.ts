import type { SubUserProvider } from '../provider/provider.ts';
import type { BrokenRule } from '../model/sub-user-error.ts';
import { readInput } from './read-input.ts';

/** `carrierOptions` as the provider's schema reads them, and the rules that they break; then there are only those that break none. */
export function parseCarrierOptions<O>(
  provider: SubUserProvider<O>,
  given: unknown,
): { carrierOptions?: O; broken: BrokenRule[] } {
  if (given === undefined) return { broken: [] };
  if (provider.carrierOptions === undefined)
    return { broken: [{ field: 'carrierOptions', rule: 'this carrier has none', unsupported: true }] };
  const { fields, broken } = readInput(provider.carrierOptions, given);
  return {
    carrierOptions: fields as O,
    broken: broken.map(({ field, rule }) => ({
      field: field === 'input' ? 'carrierOptions' : `carrierOptions.${field}`,
      rule,
    })),
  };
}
