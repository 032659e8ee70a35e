import { canonicalJson } from '../plan/canonical-json.ts';

/** Whether two values of a carrier's own setting are equal; both are plain JSON. */
export function isSameSetting(a: unknown, b: unknown): boolean {
  return canonicalJson(a) === canonicalJson(b);
}
