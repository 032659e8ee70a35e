import { parseAst } from 'vitest/node';

/** A node of the ESTree that oxc, the parser under vitest, makes of TypeScript. */
export interface SyntaxNode {
  type: string;
  start: number;
  [field: string]: unknown;
}

export const isNode = (value: unknown): value is SyntaxNode =>
  typeof value === 'object' && value !== null && 'type' in value && typeof value.type === 'string';

export function parse(text: string): SyntaxNode {
  return parseAst(text, { lang: 'ts' }) as unknown as SyntaxNode;
}

/** The node and everything below it, parents first. */
export function* nodesOf(value: unknown): Generator<SyntaxNode> {
  if (Array.isArray(value)) for (const item of value) yield* nodesOf(item);
  if (!isNode(value)) return;
  yield value;
  for (const field of Object.values(value)) yield* nodesOf(field);
}

export const lineOf = (text: string, offset: number): number => text.slice(0, offset).split('\n').length;

/** The text of a literal, or of a template without expressions. */
export function literalText(node: unknown): string | undefined {
  if (!isNode(node)) return undefined;
  if (node.type === 'Literal' && typeof node['value'] === 'string') return node['value'];
  const quasis = node['quasis'];
  if (node.type !== 'TemplateLiteral' || !Array.isArray(quasis) || quasis.length !== 1) return undefined;
  return (quasis[0] as { value: { cooked: string } }).value.cooked;
}

export const isNamed = (node: unknown, name: string): boolean =>
  isNode(node) && ((node.type === 'Identifier' && node['name'] === name) || literalText(node) === name);
