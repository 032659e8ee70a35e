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

/** The columns that lines may have: a terminal's, and any number in a pipe. */
export function widthOf({ isTTY, columns = 80 }: Screen): number {
  return isTTY === true ? columns : Number.POSITIVE_INFINITY;
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
  width: number = Number.POSITIVE_INFINITY,
  { long = 'wrap', whole = [] }: TableOptions = {},
): Promise<string[]> {
  const [{ default: screenWidth }, { wrapAnsi }] = await Promise.all([
    import('fast-string-width'),
    import('fast-wrap-ansi'),
  ]);
  const cells = [heading, ...rows].map((row) => row.map(visible));
  const natural = heading.map((_, column) =>
    cells.reduce((widest, row) => Math.max(widest, screenWidth(row[column] ?? '')), 0),
  );
  const least = natural.map((widest, column) =>
    whole.includes(heading[column] ?? '') ? widest : Math.min(widest, leastWidth),
  );
  const widths = fitted(natural, least, width - 3 * heading.length - 1);
  if (widths === undefined) {
    const blocks = rows.map((row) =>
      recordLines(
        heading.map((name, column) => [name, row[column] ?? '']),
        width,
      ),
    );
    return (await Promise.all(blocks)).flatMap((lines, index) => (index === 0 ? lines : ['', ...lines]));
  }
  const cut = (cell: string, room: number): string[] => {
    if (screenWidth(cell) <= room) return [cell];
    if (long === 'wrap') return wrapAnsi(cell, room, { hard: true }).split('\n');
    const [start = ''] = wrapAnsi(cell, room - 1, { hard: true, wordWrap: false }).split('\n');
    return [`${start}…`];
  };
  const linesOf = (row: readonly string[]): string[] => {
    const parts = row.map((cell, column) => cut(cell, widths[column] ?? 0));
    const height = parts.reduce((most, { length }) => Math.max(most, length), 1);
    return Array.from({ length: height }, (_, line) => {
      const padded = parts.map((part, column) => {
        const text = part[line] ?? '';
        return ` ${text}${' '.repeat(Math.max(0, (widths[column] ?? 0) - screenWidth(text)))} `;
      });
      return `│${padded.join('│')}│`;
    });
  };
  const rule = (left: string, join: string, right: string): string =>
    left + widths.map((room) => '─'.repeat(room + 2)).join(join) + right;
  const [head = [], ...body] = cells.map(linesOf);
  return [rule('┌', '┬', '┐'), ...head, rule('├', '┼', '┤'), ...body.flat(), rule('└', '┴', '┘')];
}

/** Prints rows under a heading, as wide as the terminal at most. */
export async function printTable(terminal: Terminal, rows: readonly Row[], options?: TableOptions): Promise<void> {
  print(terminal, await tableLines(rows, widthOf(terminal.output), options));
}
