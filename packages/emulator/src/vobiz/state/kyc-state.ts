export const kycModes = ['personal_use', 'customer_use'] as const;
export type KycMode = (typeof kycModes)[number];

export const businessTypes = [
  'individual',
  'proprietorship',
  'private_limited',
  'llp',
  'partnership',
  'public_limited',
  'trust',
  'society',
  'huf',
  'government',
] as const;
export type BusinessType = (typeof businessTypes)[number];

export const documents = ['pan', 'gst', 'cin', 'aadhaar'] as const;
export type KycDocument = (typeof documents)[number];
export type VerificationStatus = 'not_started' | 'pending' | 'verified' | 'failed';
export type Verifications = Readonly<Record<KycDocument, VerificationStatus>>;

export const notStarted: Verifications = {
  pan: 'not_started',
  gst: 'not_started',
  cin: 'not_started',
  aadhaar: 'not_started',
};

interface Subject {
  readonly kycMode: KycMode;
  readonly businessType: BusinessType | null;
  readonly verifications: Verifications;
}

const personal: ReadonlySet<BusinessType | null> = new Set(['individual', 'proprietorship', 'huf']);

/**
 * Whether the documents that the business type requires are verified (vobiz.md, "Documents by `business_type`"). What a
 * sub-account without a business type needs is undocumented; here it is PAN and any other document.
 */
function isComplete({ businessType, verifications: { pan, gst, cin, aadhaar } }: Subject): boolean {
  if (pan !== 'verified') return false;
  if (personal.has(businessType)) return aadhaar === 'verified';
  const company = gst === 'verified' || cin === 'verified';
  return company || (businessType === null && aadhaar === 'verified');
}

/** One failed document fails the whole until it is verified (Vobiz's KYC overview, [D]). */
export function overallStatus(subject: Subject): VerificationStatus {
  const states = Object.values(subject.verifications);
  if (states.includes('failed')) return 'failed';
  if (isComplete(subject)) return 'verified';
  return states.every((state) => state === 'not_started') ? 'not_started' : 'pending';
}

/** Derived and never stored, so a change of mode or documents takes effect at once (seed 003). */
export function callsBlocked(subject: Subject): boolean {
  return subject.kycMode === 'customer_use' && overallStatus(subject) !== 'verified';
}
