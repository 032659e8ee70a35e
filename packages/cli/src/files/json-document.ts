import { type BrokenRule, SubUserError } from '@subuser/core';
import {
  findNodeAtLocation,
  getNodeValue,
  type Node,
  type ParseError,
  parseTree,
  printParseErrorCode,
} from 'jsonc-parser';
import { duplicateKeys } from './duplicate-keys.ts';
import { readText } from './read-text.ts';

/** A JSON file, comments allowed, that knows the line of each of its parts. */
export interface JsonDocument {
  file: string;
  value: unknown;
  /** The line of a dotted path (`profiles.old.authToken`), or of its nearest ancestor. From 1. */
  lineOf(path: string): number;
}

/** The line of an offset, from `first`. */
function lineFinder(text: string, first: number): (offset: number) => number {
  let ends: readonly number[] | undefined;
  return (offset) => {
    ends ??= [...text.matchAll(/\n/gu)].map(({ index }) => index);
    let low = 0;
    let high = ends.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((ends[middle] ?? offset) < offset) low = middle + 1;
      else high = middle;
    }
    return first + low;
  };
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

/** The tree of a text and what keeps it from being JSON: a rule and its offset. */
function parse(text: string): { root?: Node | undefined; fault?: { rule: string; offset: number } } {
  const errors: ParseError[] = [];
  try {
    const root = parseTree(text, errors, { allowTrailingComma: true });
    const [first] = errors;
    if (first === undefined && root !== undefined) return { root };
    // `CommaExpected` → “comma expected”.
    const name = first === undefined ? 'ValueExpected' : printParseErrorCode(first.error);
    const what = name.replaceAll(/(?<=[a-z])(?=[A-Z])/gu, ' ').toLowerCase();
    return { fault: { rule: `is not JSON: ${what}`, offset: first?.offset ?? 0 } };
  } catch (error) {
    if (error instanceof RangeError) return { fault: { rule: 'is nested too deeply', offset: 0 } };
    throw error;
  }
}

/**
 * The JSON in a text whose first line is number `firstLine` of its file. Throws `invalid-argument` that names the file and
 * the line at which it is not JSON, or every key that an object contains twice: the second would win unnoticed.
 */
export function parseJson(text: string, file: string, firstLine = 1): JsonDocument {
  const lineAt = lineFinder(text, firstLine);
  const refusal = (rules: readonly BrokenRule[]): SubUserError =>
    SubUserError.refusal(rules, { operation: 'read', document: file });
  const { root, fault } = parse(text);
  if (root === undefined)
    throw refusal([{ field: `${file}:${lineAt(fault?.offset ?? 0)}`, rule: fault?.rule ?? 'is not JSON' }]);
  const doubled = duplicateKeys(root).map(({ path, first, offset }) => ({
    field: `${file}:${lineAt(offset)}: ${path}`,
    rule: `is already given in line ${lineAt(first)}: keep one of the two`,
  }));
  if (doubled.length > 0) throw refusal(doubled);
  return { file, value: getNodeValue(root), lineOf: (path) => lineAt(nearest(root, path.split('.')).offset) };
}

/** Throws `invalid-argument` if the file cannot be read, and as `parseJson` does. */
export async function readJson(file: string, shown: string = file): Promise<JsonDocument> {
  return parseJson(await readText(file, shown), shown);
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
