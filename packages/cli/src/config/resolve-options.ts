import { resolve } from 'node:path';
import { type BrokenRule, SubUserError } from '@subuser/core';
import { decodeText } from '../files/decode-text.ts';
import { parseJson } from '../files/json-document.ts';
import { readBytes } from '../files/read-text.ts';
import type { Terminal } from '../terminal/terminal.ts';
import { fileName, variableName } from './source-name.ts';

/** A value, or the rules that its source breaks. */
type Resolved = { value: unknown } | { rules: string[] };

function readVariable(name: string, environment: Terminal['environment']): Resolved {
  const value = environment[name];
  if (value === undefined || value === '') return { rules: [`${variableName(name)} is not set`] };
  // A line end or a byte order mark comes from the file that the variable was filled from.
  return value.trim() === '' ? { rules: [`${variableName(name)} is blank`] } : { value: value.trim() };
}

async function readFileValue(file: string, folder: string): Promise<Resolved> {
  const shown = fileName(file);
  try {
    const decoded = decodeText(await readBytes(resolve(folder, file), shown));
    if ('line' in decoded)
      return { rules: [`${shown} is not ${decoded.encoding.toUpperCase()} in line ${decoded.line}`] };
    const text = decoded.text.trim();
    if (text === '') return { rules: [`${shown} is empty`] };
    return { value: /\.json$/iu.test(file) ? parseJson(decoded.text, shown).value : text };
  } catch (error) {
    if (!SubUserError.is(error)) throw error;
    const { fields } = error.detail;
    return { rules: fields?.map(({ field, rule }) => `${field} ${rule}`) ?? [error.what] };
  }
}

/** Options with each `{ env }` and `{ file }` replaced by its value. Throws `invalid-argument` for those without one. */
export async function resolveOptions(
  options: object,
  folder: string,
  environment: Terminal['environment'],
): Promise<object> {
  const broken: BrokenRule[] = [];
  function valueOf(resolved: Resolved, field: string): unknown {
    if ('value' in resolved) return resolved.value;
    broken.push(...resolved.rules.map((rule) => ({ field, rule })));
    return undefined;
  }
  async function resolveValue(node: unknown, field: string): Promise<unknown> {
    if (typeof node !== 'object' || node === null) return node;
    if ('env' in node && typeof node.env === 'string') return valueOf(readVariable(node.env, environment), field);
    if ('file' in node && typeof node.file === 'string') return valueOf(await readFileValue(node.file, folder), field);
    return resolveEach(node, `${field}.`);
  }
  async function resolveEach(node: object, prefix: string): Promise<object> {
    const entries = Object.entries(node).map(async ([key, child]) => [key, await resolveValue(child, prefix + key)]);
    return Object.fromEntries(await Promise.all(entries)) as object;
  }
  const resolved = await resolveEach(options, '');
  if (broken.length > 0) throw SubUserError.refusal(broken, { operation: 'configure' });
  return resolved;
}
