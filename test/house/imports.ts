import { isNamed, isNode, lineOf, literalText, nodesOf, parse, type SyntaxNode } from './syntax.ts';

export interface Import {
  /** `undefined`: computed at run time, so that nobody can read it. */
  specifier: string | undefined;
  line: number;
}

/** Where the module's name stands in each kind of node that names one; types included. */
function sourceOf(node: SyntaxNode): { source: unknown } | undefined {
  switch (node.type) {
    case 'ImportDeclaration':
    case 'ImportExpression':
    case 'ExportAllDeclaration':
    case 'TSImportType':
      return { source: node['source'] };
    case 'ExportNamedDeclaration':
      return isNode(node['source']) ? { source: node['source'] } : undefined;
    case 'TSExternalModuleReference':
      return { source: node['expression'] };
    case 'TSModuleDeclaration':
      return literalText(node['id']) === undefined ? undefined : { source: node['id'] };
    case 'CallExpression':
      return isNamed(node['callee'], 'require') ? { source: (node['arguments'] as unknown[])[0] } : undefined;
    default:
      return undefined;
  }
}

/** Every module that the text names, in the order in which it names them. */
export function importsOf(text: string): Import[] {
  return Array.from(nodesOf(parse(text))).flatMap((node) => {
    const found = sourceOf(node);
    return found === undefined ? [] : [{ specifier: literalText(found.source), line: lineOf(text, node.start) }];
  });
}

/** The package that a bare specifier reaches into: `@scope/name/path` is `@scope/name`. */
export const packageOf = (specifier: string): string =>
  specifier
    .split('/')
    .slice(0, specifier.startsWith('@') ? 2 : 1)
    .join('/');

/** The lines on which the text reads the environment: `process.env` in any spelling, or `env` of node:process. */
export function environmentReads(text: string): number[] {
  const nodes = Array.from(nodesOf(parse(text)));
  const processNames = new Set(['process']);
  const reads: SyntaxNode[] = [];
  for (const node of nodes) {
    if (node.type !== 'ImportDeclaration' || !/^(node:)?process$/.test(literalText(node['source']) ?? '')) continue;
    for (const specifier of node['specifiers'] as SyntaxNode[])
      if (specifier.type !== 'ImportSpecifier') processNames.add((specifier['local'] as { name: string }).name);
      else if (isNamed(specifier['imported'], 'env')) reads.push(specifier);
  }
  const isProcess = (node: unknown): boolean =>
    isNode(node) &&
    (Array.from(processNames).some((name) => node.type === 'Identifier' && node['name'] === name) ||
      (node.type === 'MemberExpression' && isNamed(node['property'], 'process')));
  for (const node of nodes)
    if (node.type === 'MemberExpression' && isProcess(node['object']) && isNamed(node['property'], 'env'))
      reads.push(node);
    else if (node.type === 'VariableDeclarator' && isProcess(node['init'])) {
      const properties = (node['id'] as SyntaxNode)['properties'];
      if (Array.isArray(properties) && properties.some((property: SyntaxNode) => isNamed(property['key'], 'env')))
        reads.push(node);
    }
  return reads.map((node) => lineOf(text, node.start));
}
