import { table } from 'table';

/** One line of the table: a figure and what it has to be. */
export interface Row {
  what: string;
  comparedWith: string;
  figure: number;
  target: { atMost: number } | { atLeast: number } | { exactly: number };
  /** What else was seen in the same run: the figures behind the ratio, with their units. */
  beside: string;
}

export function isMet({ figure, target }: Row): boolean {
  if ('exactly' in target) return figure === target.exactly;
  return 'atMost' in target ? figure <= target.atMost : figure >= target.atLeast;
}

function wanted({ target }: Row): string {
  if ('exactly' in target) return `exactly ${target.exactly}`;
  return 'atMost' in target ? `at most ${target.atMost}` : `at least ${target.atLeast}`;
}

function cells(row: Row): string[] {
  const { what, comparedWith, figure, beside } = row;
  const shown = Number.isInteger(figure) ? String(figure) : figure.toPrecision(3);
  return [what, comparedWith, shown, wanted(row), isMet(row) ? 'yes' : 'NO', beside];
}

const head = ['what', 'compared with', 'figure', 'target', 'met', 'beside'];

export function textTable(rows: readonly Row[]): string {
  return table([head, ...rows.map(cells)], { columns: { 5: { width: 60, wrapWord: true } } });
}

export function markdownTable(rows: readonly Row[]): string {
  const line = (parts: readonly string[]): string => `| ${parts.join(' | ')} |`;
  return [line(head), line(head.map(() => '---')), ...rows.map((row) => line(cells(row)))].join('\n');
}
