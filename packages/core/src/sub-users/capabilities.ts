import type { SubUserProvider } from '../provider/provider.ts';
import { fieldNames, type FieldName, type FieldTrait, type Traits } from '../model/traits.ts';

/** What a carrier can do, derived from the provider's facets and traits each time it is read. */
export interface Capabilities {
  kind: Traits['kind'];
  fields: Readonly<Record<FieldName, FieldTrait['access']>>;
  suspension: boolean;
  passwordChange: boolean;
  verification: boolean;
  credentials: Traits['credentials'];
}

export function capabilitiesOf<O>(provider: SubUserProvider<O>): Capabilities {
  const { traits } = provider;
  const fields = Object.fromEntries(fieldNames.map((name) => [name, traits.fields[name].access]));
  return {
    kind: traits.kind,
    fields: fields as Capabilities['fields'],
    suspension: provider.suspension !== undefined,
    passwordChange: provider.password !== undefined,
    verification: provider.verification !== undefined,
    credentials: traits.credentials,
  };
}
