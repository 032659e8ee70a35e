import type { CarrierRequest } from '../../server/carrier-script.ts';
import { isJsonObject, type JsonObject } from '../../server/map-objects.ts';
import { Refusal } from '../refusal.ts';

/** The body, whatever its content type; undefined if it is not JSON. */
export function parseJson(request: CarrierRequest): unknown {
  try {
    return JSON.parse(request.body.toString('utf8'));
  } catch {
    return undefined;
  }
}

/** The body of a POST or PUT. Throws 400 for another content type or malformed JSON, 422 for anything but an object. */
export function jsonObjectOf(request: CarrierRequest): JsonObject {
  const type = request.headers['content-type']?.split(';', 1)[0]?.trim().toLowerCase();
  if (type !== 'application/json') throw new Refusal(400, 'Content-Type must be application/json');
  const body = parseJson(request);
  if (body === undefined) throw new Refusal(400, 'The body is not valid JSON');
  if (!isJsonObject(body)) {
    throw new Refusal(422, 'Validation failed', [
      { type: 'dict_type', loc: ['body'], msg: 'Input should be an object' },
    ]);
  }
  return body;
}
