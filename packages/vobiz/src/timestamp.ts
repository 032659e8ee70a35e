// Only what `Date.parse` reads by the standard: beside it are its guesses. It would let 24:00 through as well.
const isoPattern =
  /^\d{4}-(?:0[1-9]|1[0-2])-(?:0[1-9]|[12]\d|3[01])(?:[T ](?:[01]\d|2[0-3]):[0-5]\d:[0-5]\d(?:\.\d{1,9})?(?:Z|[+-]\d{2}:\d{2})?)?$/u;
const dayLength = 'YYYY-MM-DD'.length;

/**
 * A date, or a date-time with up to nine decimals, as Vobiz writes both (seeds 000, 001); without a zone it is UTC.
 * Decimals past the third are cut off. Anything else is `null`: no reply is refused for a date.
 */
export function readTimestamp(text: string | null | undefined): Date | null {
  if (text === null || text === undefined || !isoPattern.test(text)) return null;
  // A day that does not exist (30 February) would silently become another; all months have a 28th.
  if (text.slice(8, dayLength) > '28' && !doesExist(text.slice(0, dayLength))) return null;
  const isZoned = text.length === dayLength || text.endsWith('Z') || /[+-]..:..$/u.test(text);
  const withT = text[dayLength] === ' ' ? text.replace(' ', 'T') : text;
  const date = new Date(isZoned ? withT : `${withT}Z`);
  return Number.isNaN(date.getTime()) ? null : date;
}

function doesExist(day: string): boolean {
  return new Date(day).toISOString().startsWith(day);
}
