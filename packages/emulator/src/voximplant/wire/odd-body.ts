/** Fields that no client needs, with a value of a type that none of them has in the documents. */
const ODD: ReadonlyMap<string, unknown> = new Map<string, unknown>([
  ['description', 17],
  ['gui_only', 'no'],
  ['inherited', null],
  ['parent_role_id', '1;2'],
  ['child_ids', false],
  ['total_count', 'many'],
  ['count', null],
]);

/** The same body with wrong types wherever nothing hangs on them, and a field that nobody has heard of. */
export function oddBody(body: unknown): unknown {
  return { ...object(body), count: null, total_count: 'many', trace: { id: [1, null] } };
}

function odd(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(odd);
  return typeof value === 'object' && value !== null ? object(value) : value;
}

function object(value: unknown): Record<string, unknown> {
  const members = Object.entries(value ?? {});
  return Object.fromEntries(members.map(([name, member]) => [name, ODD.has(name) ? ODD.get(name) : odd(member)]));
}
