import { parse } from 'csv-parse/sync';

/** A row of the CRM's export. Nothing is trimmed, merged or corrected; an empty cell is an absent field. */
export interface Tenant {
  /** Its position in the file, from 1, without the header. */
  row: number;
  company: string;
  email?: string;
  phone?: string;
  description?: string;
  grants?: string[];
  kycMode?: string;
  businessType?: string;
  enabled?: boolean;
  reference: string;
}

const columns = [
  'company',
  'email',
  'phone',
  'description',
  'grants',
  'kyc_mode',
  'business_type',
  'enabled',
  'reference',
];

export function readTenants(csv: Buffer): Tenant[] {
  const [header, ...rows] = parse(csv, { bom: true });
  if (header?.join() !== columns.join()) throw new Error(`The export must have the columns ${columns.join(', ')}`);
  return rows.map((cells, index) => {
    const [company = '', email, phone, description, grants, kycMode, businessType, enabled, reference = ''] = cells;
    const tenant: Tenant = { row: index + 1, company, reference };
    if (email) tenant.email = email;
    if (phone) tenant.phone = phone;
    if (description) tenant.description = description;
    if (grants) tenant.grants = grants.split('|');
    if (kycMode) tenant.kycMode = kycMode;
    if (businessType) tenant.businessType = businessType;
    if (enabled) tenant.enabled = enabled === 'true';
    return tenant;
  });
}
