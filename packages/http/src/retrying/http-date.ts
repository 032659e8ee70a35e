// The three forms of RFC 9110, 5.6.7. The last has no zone and is in UTC, too.
const forms = [
  /^[A-Z][a-z]{2}, \d{2} [A-Z][a-z]{2} \d{4} \d{2}:\d{2}:\d{2} GMT$/u,
  /^[A-Z][a-z]{5,8}, \d{2}-[A-Z][a-z]{2}-\d{2} \d{2}:\d{2}:\d{2} GMT$/u,
];
const formWithoutZone = /^[A-Z][a-z]{2} [A-Z][a-z]{2} [ \d]\d \d{2}:\d{2}:\d{2} \d{4}$/u;

/** Milliseconds since 1970 UTC of an HTTP date; `undefined` for anything else, for which `Date.parse` would guess. */
export function parseHttpDate(text: string | undefined): number | undefined {
  if (text === undefined) return undefined;
  let time = Number.NaN;
  if (forms.some((form) => form.test(text))) time = Date.parse(text);
  else if (formWithoutZone.test(text)) time = Date.parse(`${text} GMT`);
  return Number.isNaN(time) ? undefined : time;
}
