/** Whether a schema would keep a value as it is. */
export type Check = (value: unknown) => boolean;

export function isObject(value: unknown): value is object {
  // Schemas drop an own `__proto__`.
  return typeof value === 'object' && value !== null && !Array.isArray(value) && !Object.hasOwn(value, '__proto__');
}

export function isMissing(value: unknown): value is null | undefined {
  return value === null || value === undefined;
}

export const isText: Check = (value) => typeof value === 'string';
export const isFilledText: Check = (value) => typeof value === 'string' && value !== '';
/** Null, absent, or what keeps to the check. */
export const mayBe =
  (check: Check): Check =>
  (value) =>
    isMissing(value) || check(value);
/** Absent, or what keeps to the check. */
export const optional =
  (check: Check): Check =>
  (value) =>
    value === undefined || check(value);
// Most fields are one of these, so they are no combinations, which take twice as long.
export const mayBeText: Check = (value) => typeof value === 'string' || isMissing(value);
export const mayBeFlag: Check = (value) => typeof value === 'boolean' || isMissing(value);
// JSON has no infinite number, but numbers that are read as such.
export const mayBeNumber: Check = (value) => Number.isFinite(value) || isMissing(value);
export const mayBeTextOrNumber: Check = (value) => typeof value === 'string' || mayBeNumber(value);
export const mayBeObject: Check = (value) => isMissing(value) || isObject(value);
/** An integer of at least so much. */
export const isInteger =
  (least: number): Check =>
  (value) =>
    Number.isSafeInteger(value) && Number(value) >= least;

/**
 * Checks all fields of an object, a tenth of the work of a schema: on a list of a million rows a schema takes longer than
 * reading them. Whatever a table refuses goes to the schema, which decides. Write a table as `{ … } satisfies
 * Record<keyof typeof schema.shape, Check>`, so that it cannot forget a field, and hold both together by a property test.
 */
export function checkTable(table: Readonly<Record<string, Check>>): (value: unknown) => value is object {
  const fields = Object.entries(table);
  return (value): value is object => {
    if (!isObject(value)) return false;
    for (const [name, check] of fields) if (!check(value[name as keyof typeof value])) return false;
    return true;
  };
}

/** Whether every element of a list keeps to the check. */
export function listOf(check: Check): Check {
  return (value) => Array.isArray(value) && value.every(check);
}
