import { mapObjects } from '../../server/map-objects.ts';

/** Fields that no client needs, with a value of a type that none of them has in the documents, and an unknown field. */
const oddFields = {
  rate_limit: 'lots',
  email_verified: 'perhaps',
  created: null,
  created_at: 17,
  api_id: ['a', 'b'],
  account: { href: '/' },
  resource_uri: false,
  last_used: 0,
  never_heard_of: { it: true },
};

/** The same body with the odd fields in every sub-account. */
export function oddBody(body: unknown): unknown {
  return mapObjects(body, (object) => ('resource_uri' in object ? { ...object, ...oddFields } : object));
}
