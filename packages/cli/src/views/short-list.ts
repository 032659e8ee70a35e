/** How many names a message contains before “and 7 more”. */
const longest = 3;

export function shortList(names: readonly string[]): string {
  const more = names.length > longest ? ` and ${names.length - longest} more` : '';
  return `${names.slice(0, longest).join(', ')}${more}`;
}
