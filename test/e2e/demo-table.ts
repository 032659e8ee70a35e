/** A row of the demo's table. Wrapped lines are joined again; white space, which wrapping changes, is left out. */
export interface DemoRow {
  reference: string;
  /** The company as shown, followed by `→` and the login derived from it, if there is one. */
  name: string;
  result: string;
  notHeld: string;
}

const isContinuation = ({ reference }: DemoRow): boolean => reference === '';

/** The rows of one carrier's table, without its head. */
export function readTable(output: string): DemoRow[] {
  const lines = output.split('\n').filter((line) => line.startsWith('│'));
  const rows: DemoRow[] = [];
  for (const line of lines.slice(1)) {
    const [reference = '', name = '', result = '', notHeld = ''] = line
      .slice(1)
      .split('│')
      .map((cell) => cell.replaceAll(/\s+/gu, ''));
    const row = { reference, name, result, notHeld };
    const last = rows.at(-1);
    if (last === undefined || !isContinuation(row)) rows.push(row);
    else Object.assign(last, { name: last.name + name, result: last.result + result, notHeld: last.notHeld + notHeld });
  }
  return rows;
}
