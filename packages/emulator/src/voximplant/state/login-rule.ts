import { Refusal } from '../refusal.ts';

const length = { minimum: 5, maximum: 20 };
/** No flag `u`: with it, the Kelvin sign would match `k`. */
const pattern = /^[a-z][a-z0-9_-]*$/i;

/**
 * The login as stored: always in lower case (seed 004), 5 to 20 characters (452), a Latin letter followed by letters, digits,
 * hyphens and underscores (453; only the vendor's own example has an underscore).
 */
export function storedLogin(wanted: string): string {
  if (wanted.length < length.minimum || wanted.length > length.maximum) throw new Refusal(452, 'new_subuser_name');
  if (!pattern.test(wanted)) throw new Refusal(453, 'new_subuser_name');
  return wanted.toLowerCase();
}
