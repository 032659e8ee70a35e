import { isNamed, isNode, lineOf, literalText, nodesOf, parse, type SyntaxNode } from './syntax.ts';

export interface Import {
  /** `undefined` if it is computed at run time. */
  specifier: string | undefined;
  line: number;
}

/** `require`, `require.resolve` and `import.meta.resolve`. */
function isLoading(callee: unknown): boolean {
  if (isNamed(callee, 'require')) return true;
  if (!isNode(callee) || callee.type !== 'MemberExpression' || !isNamed(callee['property'], 'resolve')) return false;
  return isNamed(callee['object'], 'require') || (isNode(callee['object']) && callee['object'].type === 'MetaProperty');
}

/** The module's name in each kind of node that has one; types included. */
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
      return isLoading(node['callee']) ? { source: (node['arguments'] as unknown[])[0] } : undefined;
    default:
      return undefined;
  }
}

/** Every module that the text imports, in order; `/// <reference …>` first. */
export function importsOf(text: string): Import[] {
  const references = Array.from(text.matchAll(/^\/\/\/\s*<reference\s+(?:types|path)\s*=\s*["'](.+?)["']/gm));
  const named = Array.from(nodesOf(parse(text))).flatMap((node) => {
    const found = sourceOf(node);
    return found === undefined ? [] : [{ specifier: literalText(found.source), line: lineOf(text, node.start) }];
  });
  return [...references.map(({ index, 1: specifier }) => ({ specifier, line: lineOf(text, index) })), ...named];
}

/** The package that a bare specifier reaches into: `@scope/name/path` is `@scope/name`. */
export const packageOf = (specifier: string): string =>
  specifier
    .split('/')
    .slice(0, specifier.startsWith('@') ? 2 : 1)
    .join('/');

const isProcessModule = (source: unknown): boolean => /^(node:)?process$/.test(literalText(source) ?? '');

/** The two sides of `left = right`, as a declaration, an assignment or a default. */
function takingOf(node: SyntaxNode): { left: unknown; right: unknown } | undefined {
  if (node.type === 'VariableDeclarator') return { left: node['id'], right: node['init'] };
  const isTaking = node.type === 'AssignmentPattern' || node.type === 'AssignmentExpression';
  return isTaking ? { left: node['left'], right: node['right'] } : undefined;
}

/** Whether a pattern reads `env` from process, or all of process under another name, which this test could not follow. */
function takesEnvironment(pattern: unknown): boolean {
  if (!isNode(pattern)) return false;
  const properties = pattern['properties'];
  if (!Array.isArray(properties)) return pattern.type === 'Identifier';
  return properties.some((property: SyntaxNode) => property.type === 'RestElement' || isNamed(property['key'], 'env'));
}

/** The lines on which the text reads the environment: `process.env` in any spelling, or `env` of node:process. */
export function environmentReads(text: string): number[] {
  const nodes = Array.from(nodesOf(parse(text)));
  const processNames = new Set(['process']);
  const reads: SyntaxNode[] = [];
  for (const node of nodes) {
    if (!isProcessModule(sourceOf(node)?.source)) continue;
    const specifiers = node['specifiers'] as SyntaxNode[] | undefined;
    // Loaded or exported as a whole.
    if (specifiers === undefined) reads.push(node);
    for (const specifier of specifiers ?? [])
      if (/^Import(Default|Namespace)Specifier$/.test(specifier.type))
        processNames.add((specifier['local'] as { name: string }).name);
      else if (isNamed(specifier['imported'] ?? specifier['local'], 'env')) reads.push(specifier);
  }
  const isProcess = (node: unknown): boolean =>
    isNode(node) &&
    (Array.from(processNames).some((name) => node.type === 'Identifier' && node['name'] === name) ||
      (node.type === 'MemberExpression' && isNamed(node['property'], 'process')));
  for (const node of nodes) {
    const isRead = ['env', 'loadEnvFile'].some((name) => isNamed(node['property'], name));
    const taking = takingOf(node);
    if (node.type === 'MemberExpression' && isProcess(node['object']) && isRead) reads.push(node);
    else if (taking !== undefined && isProcess(taking.right) && takesEnvironment(taking.left)) reads.push(node);
  }
  return reads.map((node) => lineOf(text, node.start));
}
