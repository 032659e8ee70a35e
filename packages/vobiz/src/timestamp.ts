const isoPattern = /^(\d{4}-\d{2}-\d{2})(?:[T ](\d{2}:\d{2}:\d{2})(?:\.(\d{1,9}))?(Z|[+-]\d{2}:\d{2})?)?$/u;

/**
 * A date, or a date-time with up to nine decimals, as Vobiz writes both (seeds 000, 001); without a zone it is UTC.
 * Decimals past the third are cut off. Anything else is `null`: no reply is refused for a date.
 */
export function readTimestamp(text: string | null | undefined): Date | null {
  const [, day, time = '00:00:00', decimals = '', zone = 'Z'] = isoPattern.exec(text ?? '') ?? [];
  if (day === undefined) return null;
  const asWritten = new Date(`${day}T${time}.${decimals.slice(0, 3).padEnd(3, '0')}Z`);
  // A day that does not exist (30 February) would silently become another.
  if (Number.isNaN(asWritten.getTime()) || !asWritten.toISOString().startsWith(`${day}T${time}`)) return null;
  const date = zone === 'Z' ? asWritten : new Date(asWritten.toISOString().replace('Z', zone));
  return Number.isNaN(date.getTime()) ? null : date;
}
