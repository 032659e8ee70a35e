import { Refusal } from '../refusal.ts';

const length = { minimum: 5, maximum: 20 };
/** Without the flag `u`, under which the Kelvin sign is a K. */
const pattern = /^[a-z][a-z0-9_-]*$/i;

/**
 * The login as it is stored: always in lower case (seed 004), 5 to 20 characters (452), a Latin letter first and then
 * letters, digits, hyphens and underscores (453; the underscore stands in the vendor's own example only).
 */
export function storedLogin(wanted: string): string {
  if (wanted.length < length.minimum || wanted.length > length.maximum) throw new Refusal(452, 'new_subuser_name');
  if (!pattern.test(wanted)) throw new Refusal(453, 'new_subuser_name');
  return wanted.toLowerCase();
}
