import type { NewSubUser } from '@subuser/core';
import { readCell } from './csv-cells.ts';
import type { CsvHeader } from './csv-header.ts';
import { numberRule } from './number-text.ts';

const flags = new Map([
  ...['true', 'yes', '1'].map((word) => [word, true] as const),
  ...['false', 'no', '0'].map((word) => [word, false] as const),
]);

/** The rule that a cell of a field breaks. */
function ruleOf(field: string, cell: string): string | undefined {
  if (field === 'enabled' && !flags.has(cell.trim().toLowerCase()))
    return 'must be true, false or empty (yes, no, 1 and 0 count as well)';
  return numberRule(field, cell);
}

/** What a row of cells is as input, and the rules that its cells break; the fields of those are left out. */
export function readRow(cells: readonly string[], header: CsvHeader): { input: NewSubUser; rules: string[] } {
  // A column that is left out is `undefined`, so this asks for its place as well.
  const isNameless = (index: number): boolean => index >= header.fields.length || header.fields[index] === null;
  const rules = cells.flatMap((cell, index) =>
    isNameless(index) && cell.trim() !== ''
      ? [`is not CSV: has a value in column ${index + 1}, which has no header`]
      : [],
  );
  const texts: Partial<Record<string, string>> = {};
  for (const [index, field] of header.fields.entries()) {
    const cell = cells[index] ?? '';
    if (!field || cell === '') continue;
    const rule = ruleOf(field, cell);
    const shown = header.headers.get(field);
    if (rule === undefined) texts[field] = readCell(cell);
    else rules.push(`${field}${shown === undefined ? '' : ` (“${shown}”)`} ${rule}`);
  }
  const { grants, enabled, ...rest } = texts;
  return {
    input: {
      name: '',
      ...rest,
      ...(grants !== undefined && { grants: grants === '|' ? [] : grants.split('|') }),
      ...(enabled !== undefined && { enabled: flags.get(enabled.trim().toLowerCase()) }),
    },
    rules,
  };
}
