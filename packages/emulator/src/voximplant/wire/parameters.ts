import type { CarrierRequest } from '../../server/carrier-script.ts';
import { Refusal } from '../refusal.ts';
import { readMultipart } from './multipart.ts';

/** The parameters of one request, query and body merged. */
export type Parameters = ReadonlyMap<string, string>;

/**
 * Reads the query and then the body, urlencoded or multipart (voximplant.md, Calling). Of two equal names the later one wins,
 * so the body overrides the query; the service's rule is undocumented. A list that is repeated, as on the page of SetKeyRoles,
 * is one list. Ignores a body of any other type: the reference sends
 * an empty one, or `{}`. Refuses a malformed multipart body (101).
 */
export function readParameters({ query, headers, body }: CarrierRequest): Parameters {
  return new Map([...joined(query), ...joined(bodyParameters(headers['content-type'] ?? '', body))]);
}

const listNames: ReadonlySet<string> = new Set(['role_id', 'role_name']);

function joined(pairs: Iterable<readonly [string, string]>): Parameters {
  const found = new Map<string, string>();
  for (const [name, value] of pairs) {
    const earlier = listNames.has(name) ? found.get(name) : undefined;
    found.set(name, earlier === undefined ? value : `${earlier};${value}`);
  }
  return found;
}

function bodyParameters(contentType: string, body: Buffer): Iterable<readonly [string, string]> {
  if (/^application\/x-www-form-urlencoded\b/i.test(contentType)) return new URLSearchParams(body.toString());
  if (!/^multipart\/form-data\b/i.test(contentType) || body.length === 0) return [];
  const parts = readMultipart(contentType, body);
  if (parts === undefined) throw new Refusal(101);
  return parts;
}
