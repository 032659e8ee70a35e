// Only what `Date.parse` reads by the standard: beside it are its guesses. It would let 24:00 through as well.
const isoPattern =
  /^\d{4}-(?:0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])(?:([T ])(?:[01]\d|2[0-3]):[0-5]\d:[0-5]\d(?:\.\d{1,9})?(Z|[+-]\d{2}:\d{2})?)?$/u;

/**
 * A date, or a date-time with up to nine decimals, as Vobiz writes both (seeds 000, 001); without a zone it is UTC.
 * Decimals past the third are cut off. Anything else is `null`: no reply is refused for a date.
 */
export function readTimestamp(text: string | null | undefined): Date | null {
  const [written, day = '', separator, zone] = isoPattern.exec(text ?? '') ?? [];
  if (written === undefined) return null;
  // A day that does not exist (30 February) would silently become another.
  if (day > '28' && new Date(written.slice(0, 10)).getUTCDate() !== Number(day)) return null;
  const withT = separator === ' ' ? written.replace(' ', 'T') : written;
  const milliseconds = Date.parse(separator !== undefined && zone === undefined ? `${withT}Z` : withT);
  return Number.isNaN(milliseconds) ? null : new Date(milliseconds);
}
