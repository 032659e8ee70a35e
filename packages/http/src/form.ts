/** A value of a form or a query; `undefined` is left out. */
export type FormValue = string | number | boolean | undefined;

// `encodeURIComponent` leaves these, which some form and query readers treat as their own.
function escape(value: string): string {
  // Most values have nothing to escape.
  if (/^[\w.~-]*$/u.test(value)) return value;
  return encodeURIComponent(value).replace(
    /[!'()*]/gu,
    (character) => `%${character.charCodeAt(0).toString(16).toUpperCase()}`,
  );
}

/** Percent-encoded throughout (a space is `%20`), so that the same text is right as a query and as a form. */
export function encodeForm(entries: Iterable<readonly [name: string, value: FormValue]>): string {
  const pairs: string[] = [];
  for (const [name, value] of entries) if (value !== undefined) pairs.push(`${name}=${escape(String(value))}`);
  return pairs.join('&');
}
