import { readFile, writeFile } from 'node:fs/promises';

/** What a run measured, as a table that docs/reliability.md shows. */
export interface Figures {
  columns: readonly string[];
  /** Numbers are shown with thousands separators; text as it stands. */
  rows: readonly (readonly (string | number)[])[];
}

export const figuresFolder: URL = new URL('figures/', import.meta.url);
export const reliabilityDocument: URL = new URL('../../docs/reliability.md', import.meta.url);

const startOf = (name: string): string => `<!-- figures: ${name} -->`;
const end = '<!-- end of figures -->';

/** The names whose figures a document shows, in its order. */
export function namesIn(markdown: string): string[] {
  return Array.from(markdown.matchAll(/^<!-- figures: ([a-z0-9-]+) -->$/gm), ([, name = '']) => name);
}

/** What is between the marks of a name; `undefined` where there are none. */
export function shownIn(markdown: string, name: string): string | undefined {
  const from = markdown.indexOf(`${startOf(name)}\n`);
  const to = markdown.indexOf(end, from);
  return from < 0 || to < 0 ? undefined : markdown.slice(from + startOf(name).length + 1, to);
}

export function tableOf({ columns, rows }: Figures): string {
  const cells = rows.map((row) =>
    row.map((cell) => (typeof cell === 'number' ? cell.toLocaleString('en-GB') : cell.replaceAll('|', '\\|'))),
  );
  const rule = columns.map((_, place) => (place === 0 ? '---' : '---:'));
  return [columns, rule, ...cells].map((row) => `| ${row.join(' | ')} |\n`).join('');
}

/** Keeps the figures as `figures/<name>.json` and shows them in docs/reliability.md, between the marks of that name. */
export async function writeFigures(name: string, figures: Figures): Promise<void> {
  const markdown = await readFile(reliabilityDocument, 'utf8');
  const shown = shownIn(markdown, name);
  if (shown === undefined) throw new Error(`docs/reliability.md has no place for ${startOf(name)} … ${end}`);
  const before = `${startOf(name)}\n`;
  await writeFile(
    reliabilityDocument,
    markdown.replace(before + shown, () => before + tableOf(figures)),
  );
  await writeFile(new URL(`${name}.json`, figuresFolder), `${JSON.stringify(figures, null, 2)}\n`);
}
