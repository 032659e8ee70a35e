const isoPattern =
  /^\d{4}-(?:0[1-9]|1[0-2])-(?:0[1-9]|[12]\d|3[01])(?:[T ](?:[01]\d|2[0-3]):[0-5]\d:[0-5]\d(?:\.\d{1,9})?(?:Z|[+-](?:[01]\d|2[0-3]):[0-5]\d)?)?$/u;
const dayLength = 'YYYY-MM-DD'.length;
const timeLength = 'YYYY-MM-DDTHH:MM:SS'.length;
const zoneLength = '+HH:MM'.length;
const minuteMs = 60_000;

/** `Date.UTC` maps the years 0 to 99 to 1900 and later, so it computes 400 years later, when the calendar is the same. */
const calendarYears = 400;
const calendarMs = 146_097 * 24 * 60 * minuteMs;

/** The number of the two digits at this place; the pattern has checked that they are digits. */
function twoAt(text: string, place: number): number {
  return text.charCodeAt(place) * 10 + text.charCodeAt(place + 1) - 528;
}

/** The first three decimals after the point, as milliseconds. */
function millisecondsOf(text: string): number {
  let milliseconds = 0;
  for (let place = 1, unit = 100; place <= 3; place += 1, unit /= 10) {
    const digit = text.charCodeAt(timeLength + place) - 48;
    if (!(digit >= 0 && digit <= 9)) break;
    milliseconds += digit * unit;
  }
  return milliseconds;
}

function zoneMs(text: string): number {
  const start = text.length - zoneLength;
  const sign = text[start];
  if (sign !== '+' && sign !== '-') return 0;
  const ahead = (twoAt(text, start + 1) * 60 + twoAt(text, start + 4)) * minuteMs;
  return sign === '+' ? ahead : -ahead;
}

/**
 * A date, or a date-time with up to nine decimals, as Vobiz writes both (seeds 000, 001); without a zone it is UTC.
 * Decimals past the third are cut off. Anything else is `null`: no reply is refused for a date. It is read digit by digit,
 * since `Date.parse` guesses at unknown forms and takes four times as long.
 */
export function readTimestamp(text: string | null | undefined): Date | null {
  if (text === null || text === undefined || !isoPattern.test(text)) return null;
  const day = twoAt(text, 8);
  const year = twoAt(text, 0) * 100 + twoAt(text, 2);
  const midnight = Date.UTC(year + calendarYears, twoAt(text, 5) - 1, day) - calendarMs;
  // A day that does not exist (30 February) would silently become another one; every month has a 28th.
  if (day > 28 && new Date(midnight).getUTCDate() !== day) return null;
  if (text.length === dayLength) return new Date(midnight);
  const minutes = twoAt(text, 11) * 60 + twoAt(text, 14);
  const milliseconds = twoAt(text, 17) * 1000 + (text[timeLength] === '.' ? millisecondsOf(text) : 0);
  return new Date(midnight + minutes * minuteMs + milliseconds - zoneMs(text));
}
