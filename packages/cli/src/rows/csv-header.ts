import { columns, givenColumns } from './csv-cells.ts';
import { type CsvOptions, foldHeader } from './csv-options.ts';

/** What the first line of a CSV file says about its columns. */
export interface CsvHeader {
  /** The field of each column. `undefined`: left out. `null`: it has no header, and no values either. */
  fields: readonly (string | undefined | null)[];
  /** What the file calls a field, where it differs. */
  headers: ReadonlyMap<string, string>;
  /** The rules that the header breaks. */
  rules: string[];
}

const list = (names: readonly string[]): string => names.map((name) => `“${name.trim()}”`).join(', ');

/** The fields by what the file calls them. */
function fieldsByHeader({ column = new Map(), ignoreColumns = [] }: CsvOptions): Map<string, string | undefined> {
  return new Map<string, string | undefined>([
    ...givenColumns.map((name) => [name, undefined] as const),
    ...columns.map((name) => [name, name] as const),
    ...ignoreColumns.map((name) => [foldHeader(name), undefined] as const),
    ...[...column].map(([field, header]) => [foldHeader(header), field] as const),
  ]);
}

/** How many of these headers are known. */
export function countKnown(cells: readonly string[], options: CsvOptions): number {
  const known = fieldsByHeader(options);
  return cells.filter((cell) => known.has(foldHeader(cell))).length;
}

/** The values of a misspelt or doubled column would be lost. */
export function readHeader(cells: readonly string[], options: CsvOptions): CsvHeader {
  const known = fieldsByHeader(options);
  const fields = cells.map((cell) => (cell.trim() === '' ? null : known.get(foldHeader(cell))));
  const rules: string[] = [];
  const unknown = cells.filter((cell) => cell.trim() !== '' && !known.has(foldHeader(cell)));
  if (unknown.length > 0)
    rules.push(
      `has the unknown columns ${list(unknown)}; known: ${columns.join(', ')}. Say what one is with --column name=HEADER, or leave it out with --ignore-columns HEADER`,
    );
  const doubled = cells.flatMap((cell, index) => {
    const field = fields[index];
    if (!field || fields.indexOf(field) === index) return [];
    return [field === foldHeader(cell) ? cell : `${cell.trim()} (as ${field})`];
  });
  if (doubled.length > 0) rules.push(`has these columns twice: ${list(doubled)}`);
  const missing = [...(options.column ?? [])].filter(([field]) => !fields.includes(field));
  for (const [field, header] of missing) rules.push(`has no column “${header}”, which --column says is ${field}`);
  if (!fields.includes('name') && !missing.some(([field]) => field === 'name'))
    rules.push(`has no column “name” in its first line; if it has another header, pass --column name=HEADER`);
  const differing = cells.flatMap((cell, index) => {
    const field = fields[index];
    return field && field !== foldHeader(cell) ? [[field, cell.trim()] as const] : [];
  });
  return { fields, headers: new Map(differing), rules };
}
