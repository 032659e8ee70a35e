import type { Reply } from '../../server/carrier-script.ts';
import type { Refusal } from '../refusal.ts';
import type { ErrorShape } from '../voximplant-settings.ts';

/** Statuses for the shape `http-status`; undocumented, so these are our choice. Every other code: 400. */
const statuses: ReadonlyMap<number, number> = new Map([
  [1, 500],
  [2, 500],
  [4, 500],
  [100, 401],
  [103, 404],
  [104, 403],
  [162, 429],
  [340, 429],
  [416, 429],
  [433, 404],
  [434, 404],
  [436, 409],
  [447, 401],
  [454, 401],
  [455, 401],
  [456, 401],
]);

export function errorReply(refusal: Refusal, shape: ErrorShape): Reply {
  const status = shape === 'http-status' ? (statuses.get(refusal.code) ?? 400) : 200;
  return { status, body: errorBody(refusal, shape), applied: false };
}

/** The body alone, for a fault that chooses the status. */
export function errorBody({ code, message: msg, field }: Refusal, shape: ErrorShape): unknown {
  const named = field === undefined ? { code, msg } : { code, msg, field_name: field };
  if (shape === 'errors') return { errors: [named] };
  return { error: shape === 'field-name' ? named : { code, msg } };
}
