import type { CarrierRequest } from '../../server/carrier-script.ts';
import { isJsonObject, type JsonObject } from '../../server/map-objects.ts';
import { invalid, Refusal } from '../refusal.ts';

/** The body, whatever its content type; undefined if it is not JSON. */
export function parseJson(request: CarrierRequest): unknown {
  try {
    return JSON.parse(request.body.toString('utf8'));
  } catch {
    return undefined;
  }
}

/** The body of a POST or PUT. Throws 400 for another content type, 422 for anything but an object. */
export function jsonObjectOf(request: CarrierRequest): JsonObject {
  const type = request.headers['content-type']?.split(';', 1)[0]?.trim().toLowerCase();
  if (type !== 'application/json') throw new Refusal(400, 'Content-Type must be application/json');
  const body = parseJson(request);
  // The one reply to broken JSON that a page shows, of the partner API [D].
  if (body === undefined) throw invalid([{ type: 'json_invalid', loc: ['body'], msg: 'JSON decode error' }]);
  if (!isJsonObject(body)) {
    throw invalid([{ type: 'dict_type', loc: ['body'], msg: 'Input should be an object' }]);
  }
  return body;
}
