import { describe, expect, test } from 'vitest';
import { projectFiles, readText } from './project-files.ts';
import { nameFaults, sourceFaults, textFaults } from './style.ts';

const files = projectFiles();
const sources = files.filter((path) => path.endsWith('.ts'));

test('the files of the project are found', () => {
  expect(files).toEqual(
    expect.arrayContaining(['package.json', 'pnpm-lock.yaml', '.gitignore', 'test/house/style.ts']),
  );
  expect(files.filter((path) => /node_modules|dist\/|coverage\//.test(path))).toEqual([]);
});

test('every file and folder is named after one noun, in kebab-case', () => {
  expect(files.flatMap(nameFaults)).toEqual([]);
});

test('no file names a path of one machine or a package registry', () => {
  expect(files.flatMap((path) => textFaults(path, readText(path)))).toEqual([]);
});

test('every TypeScript file keeps to the house style', () => {
  expect(sources.flatMap((path) => sourceFaults(path, readText(path)))).toEqual([]);
});

// Composed here, so that this file does not contain what it forbids.
const [only, skip, todo, ignore, assigned] = ['only', 'skip', 'todo', 'ignore', '='];
const path = (...parts: string[]): string => ['', ...parts].join('/');
const host = (...parts: string[]): string => parts.join('.');

describe('nameFaults', () => {
  test.each([
    'README.md',
    'LICENSE',
    '.ci/run',
    'tsconfig.base.json',
    'docs/decisions/0001-one-class-of-errors.md',
    'packages/carriers/acme/src/acme-client.wire.test.ts',
    'packages/core/src/commonwealth.ts',
  ])('lets %s be', (path) => {
    expect(nameFaults(path)).toEqual([]);
  });

  test.each([
    ['packages/core/src/subUser.ts', "packages/core/src/subUser.ts: 'subUser.ts' is not in kebab-case"],
    ['test/house/sub_user.ts', "test/house/sub_user.ts: 'sub_user.ts' is not in kebab-case"],
    ['packages/Core/src/a.ts', "packages/Core/src/a.ts: 'Core' is not in kebab-case"],
    ['docs/Errors.md', "docs/Errors.md: 'Errors.md' is not in kebab-case"],
    [
      'packages/core/src/utils/a.ts',
      "packages/core/src/utils/a.ts: 'utils' says nothing; name 'utils' after the one noun it is about",
    ],
    [
      'packages/core/src/string-util.ts',
      "packages/core/src/string-util.ts: 'util' says nothing; name 'string-util.ts' after the one noun it is about",
    ],
    [
      'test/support/helper.test.ts',
      "test/support/helper.test.ts: 'helper' says nothing; name 'helper.test.ts' after the one noun it is about",
    ],
    [
      'packages/core/src/session-manager.ts',
      "packages/core/src/session-manager.ts: 'manager' says nothing; name 'session-manager.ts' after the one noun it is about",
    ],
    [
      'packages/core/src/common.ts',
      "packages/core/src/common.ts: 'common' says nothing; name 'common.ts' after the one noun it is about",
    ],
    [
      'packages/core/test-fixtures/reply.json',
      "packages/core/test-fixtures/reply.json: what serves the tests of a package is in 'test-support', not in 'test-fixtures'",
    ],
  ])('refuses %s', (path, fault) => {
    expect(nameFaults(path)).toEqual([fault]);
  });
});

describe('textFaults', () => {
  test.each([
    ['a.md', `it runs in ${path('work', 'main')}`, path('work'), 'is a path of one machine'],
    ['a.md', path('root'), path('root'), 'is a path of one machine'],
    ['a.md', `"${path('tmp', 'x-research')}/a"`, path('tmp', 'x-research'), 'is a path of one machine'],
    [
      '.npmrc',
      `registry${assigned}https://example.com`,
      `registry${assigned}`,
      'names a package registry: each machine brings its own',
    ],
    [
      'a.md',
      `from https://${host('registry', 'npmjs', 'org')}/zod`,
      host('registry', 'npmjs', 'org'),
      'names a package registry: each machine brings its own',
    ],
    [
      'pnpm-lock.yaml',
      '    resolution: {tarball: elsewhere}',
      'tarball:',
      'binds the lockfile to one registry: install without it',
    ],
    [
      'pnpm-lock.yaml',
      '    resolution: http://127.0.0.1/a.tgz',
      'http://',
      'binds the lockfile to one registry: install without it',
    ],
  ])('refuses in %s: %s', (name, text, found, fault) => {
    expect(textFaults(name, `\n${text}\n`)).toEqual([`${name}:2 '${found}' ${fault}`]);
  });

  test.each([
    ['a.md', 'https://example.com/work/main, ./work, ../root, /workers, /tmp/a, /rooted'],
    ['a.md', 'npm, the registry, https://www.npmjs.com/package/zod'],
    ['pnpm-lock.yaml', "      '@subuser/core': link:packages/core"],
  ])('lets %s have: %s', (name, text) => {
    expect(textFaults(name, text)).toEqual([]);
  });
});

describe('sourceFaults', () => {
  const leavesOut = "leaves a test out: say why, '// skipped because …', here or one line above";
  const isState = 'is state of the module: two callers would share it; keep it in what a function returns';
  const byTimeOfDay = 'is a duration by the time of day, which may be corrected: use monotonicMs()';
  const exportsAll = 'exports all: list the names by hand, they are the public surface';

  test.each([
    ['export default 1;', 'is a default export: export it by its name'],
    ['const a = 1; export { a as default };', 'is a default export: export it by its name'],
    ['const a = clock.now() - since;', byTimeOfDay],
    ['const a = since + 5 - this.#parts.clock.now();', byTimeOfDay],
    ['const a = Date.now() - since;', byTimeOfDay],
    ['enum A { B }', 'is an enum: write a union of strings'],
    ['@a class B {}', 'is a decorator: call a function'],
    ['class A { @b c() {} }', 'is a decorator: call a function'],
    ['declare const a: any;', "is 'any': write 'unknown', or the type"],
    ['const a = b as Map<string, any[]>;', "is 'any': write 'unknown', or the type"],
    [`// @ts-${ignore}`, `@ts-${ignore} hides errors that nobody has seen: fix the type`],
    ["export * from './a.ts';", exportsAll],
    ["export * as a from './a.ts';", exportsAll],
    ['let a = 1;', isState],
    ['export let a = 1;', isState],
    ['var a = 1;', isState],
    ['const a = new Map<string, number>();', isState],
    ['const a = new WeakMap<object, number>();', isState],
    ['const a = new Array<string>();', isState],
    ['const a: string[] = [];', isState],
    ['export const a: Record<string, number> = {};', isState],
    ['class A { static b = 1; }', isState],
    ['export class A { static readonly #b = new Set(); }', isState],
    [`/* v8 ${ignore} next */`, `'v8 ${ignore}' hides code that no test reaches: write the test`],
    [`test.${only}('a', () => {});`, "'only' leaves every other test out: remove it"],
    [`describe.concurrent.${skip}('a', () => {});`, leavesOut],
    [`it['${todo}']('a');`, leavesOut],
    ["test.skipIf(true)('a', () => {});", leavesOut],
    [`test('a', { ${skip}: true }, () => {});`, leavesOut],
    [`test.each([1])('a', { ${todo}: true }, () => {});`, leavesOut],
    [`test('a', (context) => context.${skip}());`, leavesOut],
  ])('refuses %s', (text, fault) => {
    expect(sourceFaults('packages/core/src/a.ts', `\n${text}\n`)).toEqual([`packages/core/src/a.ts:2 ${fault}`]);
  });

  test.each([
    ['packages/core/src/a.ts', "export { a } from './a.ts'; // any enum, let a"],
    ['packages/core/src/a.ts', 'const a = () => { let b = 1; return new Map(); };'],
    ['packages/core/src/a.ts', "const a = new Map([['b', 1]]); const c: ReadonlySet<string> = new Set(['d']);"],
    ['packages/core/src/a.ts', 'const a = clock.monotonicMs() - since; const b = clock.now() + 5;'],
    ['packages/core/src/a.ts', 'class A { static readonly b = 1; static c() {} d = []; }'],
    ['packages/core/src/a.test.ts', 'let a = 1; const b = new Map();'],
    ['packages/core/src/a.test.ts', `// skipped because Windows has no such thing\ntest.${skip}('a', () => {});`],
    ['packages/core/src/a.test.ts', `test.${skip}('a', () => {}); // skipped because it has no such thing`],
    ['packages/core/src/a.test.ts', "test.each([1])('a', () => {}); list.skip(1); const skip = { only: 1 };"],
    ['vitest.config.ts', 'export default {};'],
  ])('lets %s have %s', (path, text) => {
    expect(sourceFaults(path, text)).toEqual([]);
  });

  test('counts the lines, of tests not', () => {
    expect(sourceFaults('packages/core/src/a.ts', '// line\n'.repeat(250))).toEqual([]);
    expect(sourceFaults('packages/core/src/a.test.ts', '// line\n'.repeat(251))).toEqual([]);
    expect(sourceFaults('packages/core/src/a.ts', '// line\n'.repeat(251))).toEqual([
      'packages/core/src/a.ts: has 251 lines, 250 is the limit: is it still one noun?',
    ]);
  });

  test('wants the reason, not the phrase alone, and wants it near', () => {
    const fault = [`a.test.ts:3 ${leavesOut}`];
    expect(sourceFaults('a.test.ts', `\n// skipped because\ntest.${skip}('a');`)).toEqual(fault);
    expect(sourceFaults('a.test.ts', `// skipped because so\n\ntest.${skip}('a');`)).toEqual(fault);
    expect(sourceFaults('a.test.ts', `\n// skipped because so\ntest.${only}('a');`)).toEqual([
      "a.test.ts:3 'only' leaves every other test out: remove it",
    ]);
  });
});
