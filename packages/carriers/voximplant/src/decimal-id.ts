/** An id as the carrier documents it (an integer) or as this project holds it (its decimal text). */
export type DecimalId = number | string;

/** At most 16 digits, as no number of JSON holds more. */
const decimal = /^[1-9]\d{0,15}$/u;

export function isDecimalId(value: unknown): value is DecimalId {
  return (typeof value === 'number' || typeof value === 'string') && decimal.test(String(value));
}
