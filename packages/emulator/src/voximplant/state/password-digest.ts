import { createHash } from 'node:crypto';

/**
 * Stored instead of the password, so that no dump of the state shows one. One round of SHA-256 suffices for an emulator that
 * must seed 50,000 sub-users quickly; it would not for a service.
 */
export function passwordDigest(password: string): string {
  return createHash('sha256').update(password).digest('base64');
}
