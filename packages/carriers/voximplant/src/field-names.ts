// The carrier's parameters under the names that the model has for them, for the `fields` of errors.
const fields: Readonly<Record<string, string>> = {
  subuser_id: 'id',
  new_subuser_name: 'name',
  new_subuser_password: 'password',
  old_subuser_password: 'current',
  role_id: 'grants',
  role_name: 'grants',
};

/** The model's name for a parameter, the carrier's own where the model has none. */
export function fieldOf(parameter: string): string {
  return fields[parameter] ?? parameter;
}
