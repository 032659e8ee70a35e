import { isRunTime } from './arrows.ts';
import { isNamed, isNode, lineOf, nodesOf, parse, type SyntaxNode } from './syntax.ts';

/** Lines of a source file. A longer one is hardly one noun. */
const longest = 250;
const kebabCase = /^\.?[a-z0-9]+([-.][a-z0-9]+)*$/;
const documentName = /^[A-Z]+(\.md)?$/; // README.md, LICENSE
const emptyWord = /(?<![a-z])(util|helper|manager)s?(?![a-z])|(?<![a-z])common(?![a-z])/;

/** What is wrong with a path, from the root of the project. */
export function nameFaults(path: string): string[] {
  const [, folder] = /^packages\/.+\/(test-(?!support)[a-z-]+|fixtures|__\w+__)\//.exec(path) ?? [];
  if (folder !== undefined)
    return [`${path}: what serves the tests of a package is in 'test-support', not in '${folder}'`];
  return path.split('/').flatMap((part) => {
    const [word] = emptyWord.exec(part) ?? [];
    if (word !== undefined) return [`${path}: '${word}' says nothing; name '${part}' after the one noun it is about`];
    return kebabCase.test(part) || documentName.test(part) ? [] : [`${path}: '${part}' is not in kebab-case`];
  });
}

const everywhere: readonly { pattern: RegExp; fault: string }[] = [
  {
    pattern: /(?<![\w./-])\/(work|farm|root|tmp\/[a-z]+-?research)(?![^/\s])/,
    fault: 'is a path of one machine',
  },
  {
    pattern: /\b(registry|npm)\.[a-z0-9-]+(\.[a-z0-9-]+)*\b|\bregistry *=|_auth[T]oken/,
    fault: 'names a package registry: each machine brings its own',
  },
];
const inLockfile = { pattern: /\btarball:|\w+:\/\//, fault: 'binds the lockfile to one registry: install without it' };

/** Text that no file may contain, whatever its language. */
export function textFaults(path: string, text: string): string[] {
  const rules = path === 'pnpm-lock.yaml' ? [...everywhere.slice(1), inLockfile] : everywhere;
  return rules.flatMap(({ pattern, fault }) =>
    text.split('\n').flatMap((line, index) => {
      const [found] = pattern.exec(line) ?? [];
      return found === undefined ? [] : [`${path}:${index + 1} '${found}' ${fault}`];
    }),
  );
}

type Found = [offset: number, fault: string];

const isTestFunction = (node: unknown): boolean => {
  let root = node;
  while (isNode(root) && root.type !== 'Identifier') root = root['object'] ?? root['callee'];
  return isNode(root) && /^(test|it|describe|suite|bench|context|ctx|task)$/.test(String(root['name']));
};

/** Where a test is left out: `test.skip`, `describe.skipIf(…)`, `test(…, { todo: true }, …)`, `context.skip()`. */
function leftOut(node: SyntaxNode): SyntaxNode[] {
  if (node.type === 'MemberExpression' && isTestFunction(node['object'])) return [node['property'] as SyntaxNode];
  if (node.type !== 'CallExpression' || !isTestFunction(node['callee'])) return [];
  const options = (node['arguments'] as SyntaxNode[]).filter(({ type }) => type === 'ObjectExpression');
  return options.flatMap((option) => (option['properties'] as SyntaxNode[]).map(({ key }) => key as SyntaxNode));
}

const isOneOf = (node: SyntaxNode, names: string[]): boolean => names.some((name) => isNamed(node, name));

function leftOutFaults(node: SyntaxNode, lines: string[], text: string): Found[] {
  return leftOut(node).flatMap((word): Found[] => {
    if (isOneOf(word, ['only'])) return [[word.start, "'only' leaves every other test out: remove it"]];
    if (!isOneOf(word, ['skip', 'skipIf', 'runIf', 'todo'])) return [];
    const line = lineOf(text, word.start);
    const isExplained = lines.slice(Math.max(0, line - 2), line).some((near) => /\/\/ skipped because \S/.test(near));
    return isExplained
      ? []
      : [[word.start, "leaves a test out: say why, '// skipped because …', here or one line above"]];
  });
}

const isEmpty = (list: unknown): boolean => Array.isArray(list) && list.length === 0;

/** A collection that starts empty is meant to change. */
function isEmptyCollection(value: unknown): boolean {
  if (!isNode(value)) return false;
  if (value.type === 'ArrayExpression') return isEmpty(value['elements']);
  if (value.type === 'ObjectExpression') return isEmpty(value['properties']);
  const isNew = value.type === 'NewExpression' && isEmpty(value['arguments']);
  return isNew && isOneOf(value['callee'] as SyntaxNode, ['Map', 'Set', 'WeakMap', 'WeakSet', 'Array']);
}

/** State at the top of a module: `let`, empty collections, and both as static fields of a class. */
function moduleState(program: SyntaxNode): Found[] {
  const statements = program['body'] as SyntaxNode[];
  const declarations = statements.map((each) => (isNode(each['declaration']) ? each['declaration'] : each));
  const variables = declarations
    .filter(({ type }) => type === 'VariableDeclaration')
    .filter(
      ({ kind, declarations: each }) =>
        kind !== 'const' || (each as SyntaxNode[]).some(({ init }) => isEmptyCollection(init)),
    );
  const fields = declarations
    .filter(({ type }) => type === 'ClassDeclaration')
    .flatMap(({ body }) => (body as SyntaxNode)['body'] as SyntaxNode[])
    .filter((member) => member.type === 'PropertyDefinition' && member['static'] === true)
    .filter((field) => field['readonly'] !== true || isEmptyCollection(field['value']));
  return [...variables, ...fields].map(({ start }) => [
    start,
    'is state of the module: two callers would share it; keep it in what a function returns',
  ]);
}

function nodeFault(path: string, node: SyntaxNode): string | undefined {
  const isDefault =
    node.type === 'ExportDefaultDeclaration' ||
    (node.type === 'ExportSpecifier' && isNamed(node['exported'], 'default'));
  if (isDefault && path !== 'vitest.config.ts') return 'is a default export: export it by its name';
  if (node.type === 'ExportAllDeclaration' && path.startsWith('packages/'))
    return 'exports all: list the names by hand, they are the public surface';
  if (node.type === 'TSEnumDeclaration') return 'is an enum: write a union of strings';
  if (node.type === 'Decorator') return 'is a decorator: call a function';
  if (node.type === 'TSAnyKeyword') return "is 'any': write 'unknown', or the type";
  return undefined;
}

const byTimeOfDay = /\b(clock|Date)\.now\(\) *-|- *[\w.#]*\b(clock|Date)\.now\(\)/g;
/** They compare two clocks. */
const comparesClocks: ReadonlySet<string> = new Set([
  'packages/core/src/ports/moment.ts',
  'packages/carriers/voximplant/src/voximplant-auth.ts',
  'packages/conformance/src/behaviours/read/dates-by-our-clock.ts',
]);

/** What is wrong with one TypeScript file. */
export function sourceFaults(path: string, text: string): string[] {
  const lines = text.split('\n');
  const program = parse(text);
  const found: Found[] = [];
  for (const node of nodesOf(program)) {
    const fault = nodeFault(path, node);
    if (fault !== undefined) found.push([node.start, fault]);
    found.push(...leftOutFaults(node, lines, text));
  }
  if (isRunTime(path)) found.push(...moduleState(program));
  if (isRunTime(path) && !comparesClocks.has(path))
    for (const { index } of text.matchAll(byTimeOfDay))
      found.push([index, 'is a duration by the time of day, which may be corrected: use monotonicMs()']);
  for (const { index, 0: directive } of text.matchAll(/@ts-(ignore|nocheck)/g))
    found.push([index, `${directive} hides errors that nobody has seen: fix the type`]);
  for (const { index, 0: directive } of text.matchAll(/(v8|c8|istanbul) ignore/g))
    found.push([index, `'${directive}' hides code that no test reaches: write the test`]);
  const length = text.endsWith('\n') ? lines.length - 1 : lines.length;
  const isLong = !path.endsWith('.test.ts') && length > longest;
  return [
    ...(isLong ? [`${path}: has ${length} lines, ${longest} is the limit: is it still one noun?`] : []),
    ...found.map(([offset, fault]) => `${path}:${lineOf(text, offset)} ${fault}`),
  ];
}
