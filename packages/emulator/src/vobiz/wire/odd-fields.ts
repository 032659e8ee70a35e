import { isJsonObject } from './json-body.ts';

const odd = {
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

/** The same body, every sub-account in it with fields of no consequence in types that no document knows. */
export function withOddFields(body: unknown): unknown {
  if (Array.isArray(body)) return body.map((item) => withOddFields(item));
  if (!isJsonObject(body)) return body;
  if ('resource_uri' in body) return { ...body, ...odd };
  return Object.fromEntries(Object.entries(body).map(([key, value]) => [key, withOddFields(value)]));
}
