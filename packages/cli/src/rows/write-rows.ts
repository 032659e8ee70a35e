import type { SubUser } from '@subuser/core';
import { stringify } from 'csv-stringify/sync';
import { printData, printJson, type Terminal } from '../terminal/terminal.ts';
import { columns, givenColumns, writeCell } from './csv-cells.ts';

/** One object a line, without the carrier's own. */
export async function writeNdjson(terminal: Terminal, subUsers: AsyncIterable<SubUser>): Promise<void> {
  for await (const { native: _native, ...subUser } of subUsers) printJson(terminal, subUser);
}

/** As an import reads it: empty cells for what is inherited or the default, `|` alone for no grants at all. */
export async function writeCsv(terminal: Terminal, subUsers: AsyncIterable<SubUser>): Promise<void> {
  const writeRow = (cells: readonly string[]): void => {
    printData(terminal, stringify([cells.map(writeCell)]));
  };
  writeRow([...givenColumns, ...columns]);
  for await (const { id, status, createdAt, ...fields } of subUsers) {
    const { name, email, phone, description, grants, reference } = fields;
    const granted = grants?.length === 0 ? '|' : grants?.join('|');
    const enabled = status === 'disabled' ? 'false' : '';
    const texts = [id, status, createdAt?.toISOString(), name, email, phone, description, granted];
    writeRow([...texts, enabled, reference].map((text) => text ?? ''));
  }
}
