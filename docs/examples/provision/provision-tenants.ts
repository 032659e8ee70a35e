import { type Created, deriveName, type NewSubUser, SubUserError, type SubUsers } from '@subuser/core';
import type { Tenant } from './read-tenants.ts';

/** What the application knows of one carrier and the carrier's traits cannot say. */
export interface Plan<O> {
  /** Which right stands for the CRM's word here. A word that is not in the table goes to the carrier as it is. */
  grants: Readonly<Record<string, string>>;
  /** The carrier's own options for a tenant, and the fields of the tenant that they carry. */
  options(tenant: Tenant): { carried: readonly (keyof Tenant)[]; carrierOptions?: O };
}

/** What became of one tenant on one carrier. */
export interface Outcome {
  tenant: Tenant;
  /** Derived from the company's name; `null` where nothing can be derived. */
  name: string | null;
  created: Created | null;
  /** Why it was refused, in the carrier's or our own words; `null` where it was created. */
  refusal: SubUserError | null;
  /** Fields that this carrier has no place for, so that they stay in the CRM alone. */
  notHeld: readonly string[];
}

/** Data about a tenant may stay behind in the CRM, and is reported. Rights and being disabled may not: they are refused. */
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

  // Names first and in the file's order, so that the same file gives the same names on every run.
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
