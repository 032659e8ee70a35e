import type { SubAccountFields } from './sub-account.ts';

const companies = ['Northwind', 'Café Müller', 'Orbit Labs', 'Σigma', 'Blue Harbour', 'Ānanda', 'Kestrel & Sons'];
const teams = ['Support', 'Sales', 'Billing', 'Night shift', 'Dispatch'];

/** The fields of the n-th seeded sub-account: some with, some without, now and then disabled or waiting for KYC. */
export function seededFields(number: number): Partial<SubAccountFields> & { name: string } {
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
