import { readFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import { type BrokenRule, SubUserError } from '@subuser/core';
import type { Terminal } from '../terminal/terminal.ts';

/** Options with each `{ env }` and `{ file }` replaced by its value. Throws `invalid-argument` for those without one. */
export async function resolveOptions(
  options: object,
  folder: string,
  environment: Terminal['environment'],
): Promise<object> {
  const broken: BrokenRule[] = [];
  async function readValue(file: string, field: string): Promise<unknown> {
    try {
      const text = await readFile(resolve(folder, file), 'utf8');
      return file.endsWith('.json') ? (JSON.parse(text) as unknown) : text.trimEnd();
    } catch (error) {
      const reason = error instanceof SyntaxError ? 'is not JSON' : 'cannot be read';
      broken.push({ field, rule: `the file ${file} ${reason}` });
      return undefined;
    }
  }
  async function resolveValue(node: unknown, field: string): Promise<unknown> {
    if (typeof node !== 'object' || node === null) return node;
    if ('env' in node && typeof node.env === 'string') {
      const value = environment[node.env];
      if (value === undefined || value === '') broken.push({ field, rule: `the variable ${node.env} is not set` });
      return value;
    }
    if ('file' in node && typeof node.file === 'string') return readValue(node.file, field);
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
