import type { SubAccountFields } from './sub-account.ts';
import type { SubAccounts } from './sub-accounts.ts';

const companies = ['Northwind', 'Café Müller', 'Orbit Labs', 'Σigma', 'Blue Harbour', 'Ānanda', 'Kestrel & Sons'];
const teams = ['Support', 'Sales', 'Billing', 'Night shift', 'Dispatch'];

const minute = 60_000;

/**
 * Adds sub-accounts created a minute apart, the last one just before `now` (milliseconds), and returns their ids. The same
 * numbers get the same fields on every run. Nobody knows their tokens.
 */
export function seedSubAccounts(subAccounts: SubAccounts, count: number, now: number): readonly string[] {
  return Array.from({ length: count }, (_, index) => {
    const fields = fieldsOf(subAccounts.nextNumber);
    return subAccounts.add({ fields, at: now - (count - index) * minute }).authId;
  });
}

/** Some fields are set and some are not; a few sub-accounts are disabled or wait for KYC. */
function fieldsOf(number: number): Partial<SubAccountFields> & { name: string } {
  const company = companies[number % companies.length];
  const team = teams[number % teams.length];
  const waitsForKyc = number % 11 === 3;
  return {
    name: `${company} ${team} ${number}`,
    email: waitsForKyc || number % 3 > 0 ? `desk${number}@customer.example` : null,
    phone: number % 4 === 0 ? null : `+9180${String(number).padStart(8, '0')}`,
    description: number % 5 === 0 ? null : `${team} of ${company}`,
    permissions: number % 6 === 0 ? null : { calls: true, cdr: number % 2 === 0 },
    rateLimit: number % 7 === 0 ? 5000 : 1000,
    enabled: number % 10 > 0,
    kycMode: waitsForKyc ? 'customer_use' : 'personal_use',
    businessType: waitsForKyc ? 'private_limited' : null,
  };
}
