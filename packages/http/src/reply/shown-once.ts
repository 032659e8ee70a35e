/**
 * A text as a search needs it: without the zero bytes of UTF-16 that was not declared, and without the backslashes of JSON in
 * JSON.
 */
export function searchable(text: string): string {
  return text.replaceAll('\0', '').replaceAll(/\\+"/gu, '"');
}

/** The first text of a field of this name that `isIt`, wherever and in whatever it is, if its end is there. */
export function findText(searched: string, field: string, isIt: (text: string) => boolean): string | undefined {
  const pattern = new RegExp(`"${field}"\\s*:\\s*"([^"]*)"`, 'gu');
  for (const [, raw = ''] of searched.matchAll(pattern)) {
    const text = unescaped(raw);
    if (isIt(text)) return text;
  }
  return undefined;
}

function unescaped(raw: string): string {
  try {
    return String(JSON.parse(`"${raw}"`));
  } catch {
    return raw;
  }
}
