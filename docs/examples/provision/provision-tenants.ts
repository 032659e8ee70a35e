import { type Created, deriveName, type NewSubUser, SubUserError, type SubUsers } from '@subuser/core';
import type { Tenant } from './read-tenants.ts';

/** What the application knows about a carrier beyond its traits. */
export interface Plan<O> {
  /** The carrier's grant for each of the CRM's words. Any other word is passed on unchanged. */
  grants: Readonly<Record<string, string>>;
  /** The carrier's own options for a tenant, and the fields of the tenant that they contain. */
  options(tenant: Tenant): { carried: readonly (keyof Tenant)[]; carrierOptions?: O };
}

/** What became of one tenant on one carrier. */
export interface Outcome {
  tenant: Tenant;
  /** Derived from the company's name; `null` if no name can be derived. */
  name: string | null;
  created: Created | null;
  /** Why it was refused; `null` if it was created. */
  refusal: SubUserError | null;
  /** Fields that this carrier cannot hold, so that only the CRM has them. */
  notHeld: readonly string[];
}

/** These may stay behind in the CRM, and are reported. Grants and `enabled` may not: such a create is refused. */
const mayStayBehind = ['email', 'phone', 'description', 'kycMode', 'businessType'] as const;

/** Creates one sub-user for each tenant. Knows nothing but `SubUsers`: the same code for every carrier. */
export async function provisionTenants<O>(
  subUsers: SubUsers<O>,
  tenants: readonly Tenant[],
  plan: Plan<O>,
  onDone: () => void,
): Promise<Outcome[]> {
  const { fields } = subUsers.capabilities;
  const taken = new Set<string>();
  for await (const { name } of subUsers.list()) taken.add(name);

  async function provision(tenant: Tenant, name: string | SubUserError): Promise<Outcome> {
    const { carried, carrierOptions } = plan.options(tenant);
    const notHeld = mayStayBehind.filter((field) => {
      const isHeld = field in fields && fields[field as keyof typeof fields] !== 'absent';
      return tenant[field] !== undefined && !isHeld && !carried.includes(field);
    });
    if (SubUserError.is(name)) return { tenant, name: null, created: null, refusal: name, notHeld };
    const input: NewSubUser<O> = {
      name,
      reference: tenant.reference,
      email: fields.email === 'absent' ? undefined : tenant.email,
      phone: fields.phone === 'absent' ? undefined : tenant.phone,
      description: fields.description === 'absent' ? undefined : tenant.description,
      grants: tenant.grants?.map((grant) => plan.grants[grant] ?? grant),
      enabled: tenant.enabled,
      carrierOptions,
    };
    try {
      const created = await subUsers.create(input, { ifUnknown: 'settle' });
      return { tenant, name, created, refusal: null, notHeld };
    } catch (error) {
      if (!SubUserError.is(error)) throw error;
      return { tenant, name, created: null, refusal: error, notHeld };
    }
  }

  // Names are derived first and in the file's order, so that every run derives the same ones.
  const named = tenants.map((tenant) => {
    try {
      const name = deriveName(tenant.company, subUsers.traits.name, taken);
      taken.add(name);
      return { tenant, name };
    } catch (error) {
      if (!SubUserError.is(error)) throw error;
      return { tenant, name: error };
    }
  });
  return Promise.all(named.map(({ tenant, name }) => provision(tenant, name).finally(onDone)));
}
