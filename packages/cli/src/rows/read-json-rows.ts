import { type NewSubUser, SubUserError } from '@subuser/core';
import { parseJson } from '../files/json-document.ts';
import { numberRule } from './number-text.ts';
import { faultAt, longestRecord, type Rows } from './row.ts';

const given = new Set(['carrier', 'id', 'status', 'createdAt', 'updatedAt', 'lastUsedAt']);

/** A line of an export becomes input again: without empty fields and those that the carrier sets. Others are unchanged. */
function inputOf(value: unknown): NewSubUser {
  if (typeof value !== 'object' || value === null || !('id' in value)) return value as NewSubUser;
  const fields = Object.entries(value).filter(([name, field]) => !given.has(name) && field !== null);
  const isDisabled = 'status' in value && value.status === 'disabled';
  return { ...(Object.fromEntries(fields) as unknown as NewSubUser), ...(isDisabled && { enabled: false }) };
}

/** Adds what `read` returns to the rows, and the faults of it or with which it fails. */
function collect(file: string, into: Rows, read: () => Rows['rows']): void {
  try {
    for (const row of read()) {
      into.rows.push(row);
      for (const [field, value] of Object.entries(row.input ?? {})) {
        const rule = typeof value === 'string' ? numberRule(field, value) : undefined;
        if (rule !== undefined) into.faults.push(faultAt(file, row.line, `${field} ${rule}`));
      }
    }
  } catch (error) {
    if (!SubUserError.is(error)) throw error;
    into.faults.push(...(error.detail.fields ?? []));
  }
}

/** The rows of a JSON array, or of one object a line. */
export function readJsonRows(file: string, text: string): Rows {
  const found: Rows = { rows: [], faults: [] };
  if (text.trimStart().startsWith('[')) {
    collect(file, found, () => {
      const document = parseJson(text, file);
      const items = document.value as unknown[];
      return items.map((item, index) => ({ line: document.lineOf(String(index)), input: inputOf(item) }));
    });
    return found;
  }
  for (const [index, record] of text.split(/\r\n|\n|\r/u).entries()) {
    const line = index + 1;
    if (record.length > longestRecord)
      found.faults.push(faultAt(file, line, `is longer than ${longestRecord} characters`));
    else if (record.trim() !== '')
      collect(file, found, () => [{ line, input: inputOf(parseJson(record, file, line).value) }]);
  }
  return found;
}
