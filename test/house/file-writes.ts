import { isRunTime } from './arrows.ts';
import { isNode, lineOf, literalText, nodesOf, parse, type SyntaxNode } from './syntax.ts';

/** The only file that writes to files, and the one that opens them to read. */
const writers: ReadonlySet<string> = new Set([
  'packages/migrate/src/files/written-file.ts',
  'packages/migrate/src/files/file-system.ts',
]);

/** What anybody may do with files: none of it writes bytes. */
const harmless: ReadonlySet<string> = new Set([
  'access',
  'createReadStream',
  'mkdir',
  'readdir',
  'readFile',
  'readFileSync',
  'readlinkSync',
  'rm',
  'stat',
]);

const isFileModule = (source: unknown): boolean => /^(node:)?fs(\/promises)?$/.test(literalText(source) ?? '');

function takenFrom(node: SyntaxNode): { node: SyntaxNode; name: string }[] {
  if (node.type === 'ImportExpression' || node.type === 'ExportAllDeclaration') return [{ node, name: 'all of it' }];
  const specifiers = (node['specifiers'] ?? []) as SyntaxNode[];
  return specifiers.map((specifier) => {
    const named = specifier['imported'] ?? specifier['local'];
    const isNamedImport = specifier.type === 'ImportSpecifier' || specifier.type === 'ExportSpecifier';
    return { node: specifier, name: isNamedImport && isNode(named) ? String(named['name']) : 'all of it' };
  });
}

/** Where a file of a package could write to a file by itself: one call may write fewer bytes than asked, and tears an earlier file. */
export function fileWrites(path: string, text: string): string[] {
  if (!isRunTime(path) || writers.has(path)) return [];
  return [...nodesOf(parse(text))]
    .filter((node) => isFileModule(node['source']))
    .flatMap(takenFrom)
    .filter(({ name }) => !harmless.has(name))
    .map(
      ({ node, name }) =>
        `${path}:${lineOf(text, node.start)} takes '${name}' from node:fs: only @subuser/migrate writes files; call createWhole, replaceWhole or openDurableLines`,
    );
}
