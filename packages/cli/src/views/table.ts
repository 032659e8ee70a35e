import { visible } from '../terminal/printable.ts';
import { print, type Screen, type Terminal } from '../terminal/terminal.ts';
import { recordLines } from './record.ts';

type Row = readonly string[];

export interface TableOptions {
  /** What becomes of a cell that is too long for the screen; default: it is wrapped. */
  long?: 'cut' | 'wrap';
  /** Headings of columns that are never cut or wrapped. */
  whole?: readonly string[];
}

/** Narrower columns cannot be read. */
const leastWidth = 8;
/** Longer words may be broken. */
const longestWord = 16;

/** The columns that lines may have: a terminal's, and any number in a pipe. */
export function widthOf({ isTTY, columns = 80 }: Screen): number {
  return isTTY === true ? columns : Number.POSITIVE_INFINITY;
}

function largest<T>(all: readonly T[], sizeOf: (each: T) => number): number {
  return all.reduce((most, each) => Math.max(most, sizeOf(each)), 0);
}

/** The widths made to fit, the widest first; `undefined` if they cannot. */
function fitted(widths: readonly number[], least: readonly number[], room: number): number[] | undefined {
  const fits = [...widths];
  for (let excess = fits.reduce((sum, width) => sum + width, 0) - room; excess > 0; excess -= 1) {
    let widest = -1;
    for (const [column, width] of fits.entries())
      if (width > (least[column] ?? 0) && width > (fits[widest] ?? 0)) widest = column;
    if (widest === -1) return undefined;
    fits[widest] = (fits[widest] ?? 0) - 1;
  }
  return fits;
}

/** Rows under a heading. If even cut or wrapped cells do not fit, each row is a block of lines. */
export async function tableLines(
  [heading = [], ...rows]: readonly Row[],
  screen: number = Number.POSITIVE_INFINITY,
  { long = 'wrap', whole = [] }: TableOptions = {},
): Promise<string[]> {
  const { cut, screenWidth, wrapped } = await import('./text-layout.ts');
  const cells = [heading, ...rows].map((row) => row.map(visible));
  const natural = heading.map((_, column) => largest(cells, (row) => screenWidth(row[column] ?? '')));
  const leastOf = (widest: number, column: number): number => {
    if (whole.includes(heading[column] ?? '')) return widest;
    if (long === 'cut') return Math.min(widest, leastWidth);
    const word = largest(cells, (row) => largest(row[column]?.split(' ') ?? [], screenWidth));
    return Math.min(widest, Math.max(leastWidth, Math.min(word, longestWord)));
  };
  const widths = fitted(natural, natural.map(leastOf), screen - 3 * heading.length - 1);
  if (widths === undefined) {
    const fieldsOf = (row: Row) => heading.map((name, column) => [name, row[column] ?? ''] as const);
    const filled = rows.map((row) => fieldsOf(row).filter(([, value]) => value !== ''));
    const blocks = await Promise.all(filled.map((fields) => recordLines(fields, screen)));
    return blocks.flatMap((lines, index) => (index === 0 ? lines : ['', ...lines]));
  }

  const rule = (left: string, join: string, right: string): string =>
    left + widths.map((width) => '─'.repeat(width + 2)).join(join) + right;
  const linesOf = (row: Row): string[] => {
    const parts = widths.map((width, column) => {
      const cell = row[column] ?? '';
      return { width, lines: long === 'cut' ? [cut(cell, width)] : wrapped(cell, width) };
    });
    const height = largest(parts, ({ lines }) => lines.length);
    return Array.from({ length: height }, (_, index) => {
      const padded = parts.map(({ width, lines: { [index]: text = '' } }) => {
        return ` ${text}${' '.repeat(Math.max(0, width - screenWidth(text)))} `;
      });
      return `│${padded.join('│')}│`;
    });
  };
  const [head = [], ...body] = cells.map(linesOf);
  return [rule('┌', '┬', '┐'), ...head, rule('├', '┼', '┤'), ...body.flat(), rule('└', '┴', '┘')];
}

/** Prints rows under a heading, as wide as the terminal at most. */
export async function printTable(terminal: Terminal, rows: readonly Row[], options?: TableOptions): Promise<void> {
  print(terminal, await tableLines(rows, widthOf(terminal.output), options));
}
