import { oneOf, type SettingsOf, type Switch } from '../server/switches.ts';

/** An account's limits are undocumented; there is none unless it is set. */
function noLimit(about: string): Switch<number> {
  return { usual: Number.POSITIVE_INFINITY, about };
}

/** What Voximplant's documents contradict or leave open. */
export const voximplantSwitches = {
  // Clients have met all four (voximplant.md, Errors).
  errorShape: oneOf(
    ['error', 'errors', 'field-name', 'http-status'],
    'a refusal is 200 and {error}, 200 and {errors: [{code, msg, field_name?}]}, has field_name in error, or a 4xx or 5xx status',
  ),
  createdKeyShape: oneOf(
    ['object', 'array'],
    'CreateKey returns an object (reference), or an array of one (some clients)',
  ),
  keyIds: oneOf(['uuid', 'hex'], 'a key’s id is a UUID, or 32 hex digits without hyphens (page of SetKeyRoles)'),
  totalCount: oneOf([false, true], 'lists contain total_count and count; no document of these methods shows them'),
  weakPasswords: oneOf(
    ['accepted', 'refused'],
    'refused: 523 for a password that contains the login or is notorious; what the service calls weak is undocumented',
  ),
  subUserLimit: noLimit('most sub-users of an account (438)'),
  keyLimit: noLimit('most keys of an account, including its first (437)'),
};

export type VoximplantSettings = SettingsOf<typeof voximplantSwitches>;
/** How an error reaches the client. */
export type ErrorShape = VoximplantSettings['errorShape'];
