/** A point in time in the format of Vobiz, to the microsecond: `2025-10-22T03:57:35.997500Z` (seed 000). */
export function dateTimeOf(microseconds: number): string {
  const fraction = String(microseconds % 1_000_000).padStart(6, '0');
  return `${new Date(Math.floor(microseconds / 1000)).toISOString().slice(0, 19)}.${fraction}Z`;
}
