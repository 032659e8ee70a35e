import { describe, expect, test } from 'vitest';
import { environmentReads, importsOf, packageOf } from './imports.ts';

describe('importsOf finds', () => {
  test.each([
    ['a plain import', "import a from 'x';", 'x'],
    ['an import for its effect', "import 'x';", 'x'],
    ['a namespace', "import * as a from 'x';", 'x'],
    ['a type', "import type { A } from 'x';", 'x'],
    ['an inline type', "import { type A } from 'x';", 'x'],
    ['several lines', "import {\n  a,\n  // from 'y'\n  b,\n} from\n  'x';", 'x'],
    ['attributes', "import a from 'x' with { type: 'json' };", 'x'],
    ['export from', "export { a } from 'x';", 'x'],
    ['export type from', "export type { A } from 'x';", 'x'],
    ['export all', "export * from 'x';", 'x'],
    ['export all as', "export * as a from 'x';", 'x'],
    ['a dynamic import', "const a = () => import('x');", 'x'],
    ['a dynamic import of a template', 'await import(`x`);', 'x'],
    ['a dynamic import over several lines', "await import(\n  /* lazily */ 'x'\n);", 'x'],
    ['the type of an import', "type A = import('x').A;", 'x'],
    ['typeof import', "let a: typeof import('x');", 'x'],
    ['import =', "import a = require('x');", 'x'],
    ['require', "const a = require('x');", 'x'],
    ['require.resolve', "const a = require.resolve('x');", 'x'],
    ['import.meta.resolve', "const a = import.meta.resolve('x');", 'x'],
    ['a reference to types', '/// <reference types="x" />', 'x'],
    ['a reference to a file', "///<reference path='x' />", 'x'],
    ['an augmented module', "declare module 'x' { interface A {} }", 'x'],
    ['a computed import', 'await import(x);', undefined],
    ['a computed template', 'await import(`x/${y}`);', undefined],
  ])('%s', (_name, text, specifier) => {
    expect(importsOf(text).map((found) => found.specifier)).toEqual([specifier]);
  });

  test('each in its place', () => {
    expect(importsOf("import a from 'x';\n\nexport { b } from './y.ts';\nawait import('z');\n")).toEqual([
      { specifier: 'x', line: 1 },
      { specifier: './y.ts', line: 3 },
      { specifier: 'z', line: 4 },
    ]);
  });
});

test.each([
  ['a comment', "// import a from 'x';\n/* export * from 'x'; */"],
  ['a string', 'const a = "import b from \'x\'";'],
  ['a template', "const a = `import b from 'x'`;"],
  ['a regular expression', "const a = /import 'x'/;"],
  ['an export of its own', 'export { a }; const a = 1;'],
  ['the place of the module', 'import.meta.url;'],
  ['a method called import', "a.import('x'); a.require('x');"],
])('importsOf finds nothing in %s', (_name, text) => {
  expect(importsOf(text)).toEqual([]);
});

test.each([
  ['x', 'x'],
  ['x/y/z', 'x'],
  ['@x/y', '@x/y'],
  ['@x/y/z', '@x/y'],
])('packageOf %s is %s', (specifier, name) => {
  expect(packageOf(specifier)).toBe(name);
});

test.each([
  ['process.env', 'const a = process.env.A;'],
  ["process['env']", "const a = process['env'];"],
  ['process?.env', 'const a = process?.env;'],
  ['globalThis.process.env', 'globalThis.process.env;'],
  ['const { env } = process', 'const { env: a } = process;'],
  ['env of node:process', "import { env as a } from 'node:process';"],
  ['node:process by another name', "import a from 'node:process'; a.env;"],
  ['node:process as a namespace', "import * as a from 'node:process'; a.env;"],
  ['const { env } = process within it', 'const { env: { A } } = process;'],
  ['a default taken from process', 'function a({ env } = process) {}'],
  ['an assignment from process', '({ env: a } = process);'],
  ['process by another name', 'const a = process;'],
  ['the rest of process', 'const { argv, ...a } = process;'],
  ['env handed on', "export { env as a } from 'node:process';"],
  ['node:process handed on', "export * from 'node:process';"],
  ['node:process loaded', "const a = await import('node:process');"],
  ['process required', "const { env } = require('process');"],
  ['a file of it', 'process.loadEnvFile();'],
])('environmentReads finds %s', (_name, text) => {
  expect(environmentReads(`\n${text}`)).toEqual([2]);
});

test.each([
  ['other parts of process', "import { argv } from 'node:process'; process.argv; const { pid } = process;"],
  ['an env of our own', 'const a = { env: 1 }; a.env; const { env } = a;'],
  ['a comment', '// process.env'],
])('environmentReads lets %s be', (_name, text) => {
  expect(environmentReads(text)).toEqual([]);
});
