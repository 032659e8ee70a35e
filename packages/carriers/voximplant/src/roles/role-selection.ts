import type { DecimalId } from '../decimal-id.ts';
import { ids, type Parameter, required, words } from '../parameters.ts';

/** Exactly one of the two, not empty: the carrier refuses both at once (449), and with neither it decides itself. */
export type RoleSelection =
  | { role_id: readonly DecimalId[]; role_name?: undefined }
  | { role_name: readonly string[]; role_id?: undefined };

export function selected({ role_id, role_name }: RoleSelection): Parameter[] {
  const [byId, byName] = [ids('role_id', role_id), words('role_name', role_name)];
  return byId.value === undefined && byName.value === undefined ? [required(byId)] : [byId, byName];
}
