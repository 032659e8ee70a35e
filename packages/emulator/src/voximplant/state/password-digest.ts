import { createHash } from 'node:crypto';

/**
 * Kept instead of the password, so that no dump of the state shows one. One round of SHA-256 is enough for a test double
 * that must seed 50,000 sub-users quickly; it would not be for a service.
 */
export function passwordDigest(password: string): string {
  return createHash('sha256').update(password).digest('base64');
}
