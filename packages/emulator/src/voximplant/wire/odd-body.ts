import { mapObjects } from '../../server/map-objects.ts';

/** Fields that no client needs, with a value of a type that none of them has in the documents. */
const oddFields: ReadonlyMap<string, unknown> = new Map<string, unknown>([
  ['description', 17],
  ['gui_only', 'no'],
  ['inherited', null],
  ['parent_role_id', '1;2'],
  ['child_ids', false],
]);

/** The same body with the odd fields wherever they are, odd totals and an unknown field. */
export function oddBody(body: unknown): unknown {
  const odd = mapObjects(body ?? {}, (object) =>
    Object.fromEntries(
      Object.entries(object).map(([name, value]) => [name, oddFields.has(name) ? oddFields.get(name) : value]),
    ),
  );
  return { ...(odd as object), count: null, total_count: 'many', trace: { id: [1, null] } };
}
