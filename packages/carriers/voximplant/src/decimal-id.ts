/** An id as the carrier documents it (an integer) or as this project stores it (its decimal text). */
export type DecimalId = number | string;

/** At most 16 digits: a JSON number is exact to no more. */
const decimal = /^[1-9]\d{0,15}$/u;

export function isDecimalId(value: unknown): value is DecimalId {
  return (typeof value === 'number' || typeof value === 'string') && decimal.test(String(value));
}
