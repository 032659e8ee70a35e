import { brokenRules } from '../provider/parse-options.ts';
import type { SubUserProvider } from '../provider/provider.ts';
import type { BrokenRule } from '../model/sub-user-error.ts';

/** `carrierOptions` as the provider's schema reads them, and the rules that they break; then there are no options. */
export function parseCarrierOptions<O>(
  provider: SubUserProvider<O>,
  given: unknown,
): { carrierOptions?: O; broken: BrokenRule[] } {
  if (given === undefined) return { broken: [] };
  if (provider.carrierOptions === undefined)
    return { broken: [{ field: 'carrierOptions', rule: 'this carrier has none', unsupported: true }] };
  const parsed = provider.carrierOptions.safeParse(given);
  if (parsed.success) return { carrierOptions: parsed.data as O, broken: [] };
  const broken = brokenRules(parsed.error).map(({ field, rule }) => ({
    field: field === 'input' ? 'carrierOptions' : `carrierOptions.${field}`,
    rule,
  }));
  return { broken };
}
