import { expect, test } from 'vitest';
import { businessTypes, callsBlocked, notStarted, overallStatus } from './kyc-state.ts';
import type { BusinessType, Verifications } from './kyc-state.ts';

const subject = (businessType: BusinessType | null, verifications: Partial<Verifications>) => ({
  kycMode: 'customer_use' as const,
  businessType,
  verifications: { ...notStarted, ...verifications },
});

const personal: ReadonlySet<string> = new Set(['individual', 'proprietorship', 'huf']);

test.each(businessTypes)('%s: PAN and the documents of its kind unblock it', (type) => {
  const pan = 'verified';
  expect(callsBlocked(subject(type, { pan, aadhaar: 'verified' }))).toBe(!personal.has(type));
  expect(callsBlocked(subject(type, { pan, gst: 'verified' }))).toBe(personal.has(type));
  expect(callsBlocked(subject(type, { pan, cin: 'verified' }))).toBe(personal.has(type));
  expect(callsBlocked(subject(type, { gst: 'verified', cin: 'verified', aadhaar: 'verified' }))).toBe(true);
});

test('without a business type PAN and any other document will do', () => {
  expect(callsBlocked(subject(null, { pan: 'verified' }))).toBe(true);
  expect(callsBlocked(subject(null, { pan: 'verified', aadhaar: 'verified' }))).toBe(false);
  expect(callsBlocked(subject(null, { pan: 'verified', cin: 'verified' }))).toBe(false);
});

test('the overall status goes from not_started to pending to verified, and one failure fails it', () => {
  expect(overallStatus(subject('llp', {}))).toBe('not_started');
  expect(overallStatus(subject('llp', { pan: 'pending' }))).toBe('pending');
  expect(overallStatus(subject('llp', { pan: 'verified' }))).toBe('pending');
  expect(overallStatus(subject('llp', { pan: 'verified', gst: 'verified' }))).toBe('verified');
  expect(overallStatus(subject('llp', { pan: 'verified', gst: 'verified', cin: 'failed' }))).toBe('failed');
});

test('personal use is never blocked, whatever its documents say', () => {
  expect(callsBlocked({ ...subject('llp', { pan: 'failed' }), kycMode: 'personal_use' })).toBe(false);
});
