import { Refusal } from '../refusal.ts';
import type { CarrierRequest } from '../../loopback/carrier-play.ts';

/** The parameters of one request, query and body merged. */
export type Parameters = ReadonlyMap<string, string>;

/**
 * Reads the query and then the body, urlencoded or multipart (voximplant.md, Calling). Where a name comes twice, the later
 * one stands, so that the body wins over the query: what the service does is unstated. A body of any other type is not
 * read: the reference sends an empty one, or `{}`.
 */
export async function readParameters({ query, headers, body }: CarrierRequest): Promise<Parameters> {
  return new Map([...query, ...(await bodyParameters(headers['content-type'] ?? '', body))]);
}

async function bodyParameters(contentType: string, body: Buffer): Promise<readonly (readonly [string, string])[]> {
  if (body.length === 0) return [];
  if (/^application\/x-www-form-urlencoded\b/i.test(contentType)) return [...new URLSearchParams(body.toString())];
  if (/^multipart\/form-data\b/i.test(contentType)) return multipartParameters(contentType, body);
  return [];
}

async function multipartParameters(contentType: string, body: Buffer): Promise<readonly (readonly [string, string])[]> {
  const message = new Response(new Uint8Array(body), { headers: { 'content-type': contentType } });
  const form = await message.formData().catch(() => undefined);
  if (form === undefined) throw new Refusal(101);
  return Promise.all(
    [...form].map(async ([name, value]) => [name, typeof value === 'string' ? value : await value.text()] as const),
  );
}

/** A name that a documented parameter could have; anything else may be a value that strayed into a name's place. */
const PLAUSIBLE_NAME = /^[a-z][a-z_]{0,39}$/;

/** Names for the request log, which must never hold a value. */
export function loggableNames(parameters: Parameters): readonly string[] {
  return [...parameters.keys()].map((name) => (PLAUSIBLE_NAME.test(name) ? name : '(unreadable)'));
}
