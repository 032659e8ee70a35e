// The carrier's parameters by their names in the model, for the `fields` of errors.
const fields: Readonly<Record<string, string>> = {
  subuser_id: 'id',
  new_subuser_name: 'name',
  new_subuser_password: 'password',
  old_subuser_password: 'current',
  role_id: 'grants',
  role_name: 'grants',
};

/** The model's name for a parameter, or the carrier's own if the model has none. */
export function fieldOf(parameter: string): string {
  return fields[parameter] ?? parameter;
}
