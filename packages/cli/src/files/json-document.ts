import { type BrokenRule, SubUserError } from '@subuser/core';
import {
  findNodeAtLocation,
  getNodeValue,
  type Node,
  type ParseError,
  parseTree,
  printParseErrorCode,
} from 'jsonc-parser';
import { readText } from './read-text.ts';

/** A JSON file, comments allowed, that knows the line of each of its parts. */
export interface JsonDocument {
  file: string;
  value: unknown;
  /** The line of a dotted path (`profiles.old.authToken`), or of its nearest ancestor. From 1. */
  lineOf(path: string): number;
}

function lineAt(text: string, offset: number): number {
  return text.slice(0, offset).split('\n').length;
}

function refusal(file: string, rules: readonly BrokenRule[]): SubUserError {
  return SubUserError.refusal(rules, { operation: 'read', document: file });
}

/** The node of the longest prefix of the path that exists. Keys may contain dots themselves. */
function nearest(root: Node, keys: readonly string[]): Node {
  for (let length = keys.length; length > 0; length -= 1) {
    const path = keys.slice(0, length).map((key) => (/^\d+$/u.test(key) ? Number(key) : key));
    const node = findNodeAtLocation(root, path) ?? findNodeAtLocation(root, keys.slice(0, length));
    if (node) return node;
  }
  return root;
}

/** Throws `invalid-argument` that names the file, and the line at which it is not JSON. */
export async function readJson(file: string, shown: string = file): Promise<JsonDocument> {
  const text = await readText(file, shown);
  const errors: ParseError[] = [];
  const root = parseTree(text, errors, { allowTrailingComma: true });
  const [first] = errors;
  if (first !== undefined || root === undefined) {
    // `CommaExpected` → “comma expected”.
    const name = first === undefined ? 'ValueExpected' : printParseErrorCode(first.error);
    const what = name.replaceAll(/(?<=[a-z])(?=[A-Z])/gu, ' ');
    const line = lineAt(text, first?.offset ?? 0);
    throw refusal(shown, [{ field: `${shown}:${line}`, rule: `is not JSON: ${what.toLowerCase()}` }]);
  }
  return {
    file: shown,
    value: getNodeValue(root),
    lineOf: (path) => lineAt(text, nearest(root, path.split('.')).offset),
  };
}

/** The same error with file and line before each field that is invalid; any other error unchanged. */
export function inFile(document: JsonDocument, error: unknown): unknown {
  if (!SubUserError.is(error) || error.detail.fields === undefined) return error;
  const rules = error.detail.fields.map(({ field, ...rest }) => ({
    ...rest,
    field: `${document.file}:${document.lineOf(field)}: ${field}`,
  }));
  return SubUserError.refusal(rules, { ...error.detail, document: document.file });
}

/** `invalid-argument` that names the broken rules of a document with their lines. */
export function invalidDocument(document: JsonDocument, rules: readonly BrokenRule[]): unknown {
  return inFile(document, SubUserError.refusal(rules, { operation: 'configure' }));
}
