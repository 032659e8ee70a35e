const isoPattern =
  /^\d{4}-(?:0[1-9]|1[0-2])-(?:0[1-9]|[12]\d|3[01])(?:[T ](?:[01]\d|2[0-3]):[0-5]\d:[0-5]\d(?:\.\d{1,9})?(?:Z|[+-](?:[01]\d|2[0-3]):[0-5]\d)?)?$/u;
const dayLength = 'YYYY-MM-DD'.length;
const timeLength = 'YYYY-MM-DDTHH:MM:SS'.length;
const zoneLength = '+HH:MM'.length;
const minuteMs = 60_000;

/** `Date.UTC` maps the years 0 to 99 to 1900 and later, so it computes 400 years later, when the calendar is the same. */
const calendarYears = 400;
const calendarMs = 146_097 * 24 * 60 * minuteMs;

/** A number of so many decimal `digits`. The first character that is not a digit, and all after it, count as 0. */
function numberAt(text: string, place: number, digits: number): number {
  let number = 0;
  let isOver = false;
  for (let each = place; each < place + digits; each += 1) {
    const digit = text.charCodeAt(each) - 48;
    isOver ||= !(digit >= 0 && digit <= 9);
    number = number * 10 + (isOver ? 0 : digit);
  }
  return number;
}

function zoneMs(text: string): number {
  const start = text.length - zoneLength;
  const sign = text[start];
  if (sign !== '+' && sign !== '-') return 0;
  const ahead = (numberAt(text, start + 1, 2) * 60 + numberAt(text, start + 4, 2)) * minuteMs;
  return sign === '+' ? ahead : -ahead;
}

/**
 * A date, or a date-time with up to nine decimals, as Vobiz writes both (seeds 000, 001); without a zone it is UTC.
 * Decimals past the third are cut off. Anything else is `null`: no reply is refused for a date. It is read digit by digit,
 * since `Date.parse` guesses at unknown forms and takes four times as long.
 */
export function readTimestamp(text: string | null | undefined): Date | null {
  if (text === null || text === undefined || !isoPattern.test(text)) return null;
  const day = numberAt(text, 8, 2);
  const midnight = Date.UTC(numberAt(text, 0, 4) + calendarYears, numberAt(text, 5, 2) - 1, day) - calendarMs;
  // A day that does not exist (30 February) would silently become another one; every month has a 28th.
  if (day > 28 && new Date(midnight).getUTCDate() !== day) return null;
  if (text.length === dayLength) return new Date(midnight);
  const minutes = numberAt(text, 11, 2) * 60 + numberAt(text, 14, 2);
  const milliseconds =
    numberAt(text, 17, 2) * 1000 + (text[timeLength] === '.' ? numberAt(text, timeLength + 1, 3) : 0);
  return new Date(midnight + minutes * minuteMs + milliseconds - zoneMs(text));
}
