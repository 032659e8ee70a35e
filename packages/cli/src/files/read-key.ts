import { resolve } from 'node:path';
import { SubUserError } from '@subuser/core';
import type { Terminal } from '../terminal/terminal.ts';
import { readJson } from './json-document.ts';

/** The JWK in a file. Its user checks whether it is of the right kind. */
export async function readKey({ directory }: Terminal, file: string): Promise<object> {
  const { value } = await readJson(resolve(directory, file), file);
  if (typeof value === 'object' && value !== null && !Array.isArray(value)) return value;
  const message = `${file} is not a key: create a pair with subuser secrets keygen`;
  throw new SubUserError('invalid-argument', message, { operation: 'read' });
}
