import { describe, expect, test } from 'vitest';
import { brokenArrows } from './arrows.ts';
import { ruleFor } from './house-rules.ts';
import { carrierNames, packageFolders } from '../../workspace.ts';
import { projectFiles, readText } from './project-files.ts';

describe('the arrows of', () => {
  test.each(packageFolders())('packages/%s are those of the house', (folder) => {
    const files = projectFiles().filter((path) => path.startsWith(`packages/${folder}/`) && path.endsWith('.ts'));
    expect(files).toContain(`packages/${folder}/src/index.ts`);
    expect(files.flatMap((path) => brokenArrows(path, readText(path)))).toEqual([]);
  });
});

test('no two packages of the table import each other, by however many steps', () => {
  const below = (folder: string, above: readonly string[]): string[] =>
    above.includes(folder)
      ? [[...above, folder].join(' → ')]
      : ruleFor(folder).ours.flatMap((next) => below(next, [...above, folder]));
  expect(packageFolders().flatMap((folder) => below(folder, []))).toEqual([]);
});

describe('brokenArrows', () => {
  const allowed: [path: string, text: string][] = [
    ['packages/core/src/a.ts', "import { z } from 'zod'; import { b } from './memory/b.ts'; import 'node:crypto';"],
    ['packages/carriers/acme/src/a.ts', "import type { SubUser } from '@subuser/core/memory';"],
    ['packages/carriers/acme/src/a.test.ts', "import { test } from 'vitest'; import { a } from '@subuser/emulator';"],
    [
      'packages/carriers/acme/src/a.test.ts',
      "import { b } from '../test-support/b.ts'; import '../../../../test/support/c.ts';",
    ],
    ['packages/carriers/acme/test-support/a.ts', "import nock from 'nock';"],
    ['packages/inversify/src/a.ts', "import { Container } from 'inversify';"],
    ['packages/cli/src/config/load-carrier.ts', 'await import(b);'],
    ['packages/cli/src/a.ts', "process.env; await import('@subuser/emulator'); import 'commander';"],
  ];

  test.each(allowed)('lets %s have %s', (path, text) => {
    expect(brokenArrows(path, text)).toEqual([]);
  });

  const carrier = carrierNames()[0]?.toUpperCase();
  const isNoArrow = 'is no arrow of the house:';
  const forbidden: [path: string, text: string, fault: string][] = [
    [
      'packages/core/src/a.ts',
      "import type { Http } from '@subuser/http';",
      `the import of '@subuser/http' ${isNoArrow} at run time core may import zod, any-ascii`,
    ],
    [
      'packages/emulator/src/a.test.ts',
      "import { b } from '@subuser/core';",
      `the import of '@subuser/core' ${isNoArrow} in its tests emulator may import ` +
        'hono, jose, vitest, fast-check, nock, undici, zod',
    ],
    [
      'packages/carriers/acme/src/a.ts',
      "import { b } from '@subuser/emulator';",
      `the import of '@subuser/emulator' ${isNoArrow} at run time carriers/acme may import @subuser/core, @subuser/http, zod, jose`,
    ],
    [
      'packages/http/src/a.ts',
      "import { test } from 'vitest';",
      `the import of 'vitest' ${isNoArrow} at run time http may import @subuser/core, undici, zod`,
    ],
    [
      'packages/migrate/src/a.test.ts',
      "import 'inversify/lib';",
      `the import of 'inversify/lib' ${isNoArrow} in its tests migrate may import ` +
        '@subuser/core, zod, jose, jsonc-parser, vitest, fast-check, nock, undici',
    ],
    ['packages/core/src/a.ts', "import 'fs';", "the import of 'fs' must be written 'node:fs'"],
    ['packages/core/src/a.ts', "import './b.js';", "the import of './b.js' must end in .ts"],
    [
      'packages/core/src/a.ts',
      'await import(b);',
      "the import of '…' is computed: write the name out, so that this test can read it",
    ],
    [
      'packages/core/src/a.ts',
      "import { createRequire } from 'node:module';",
      "the import of 'node:module' makes imports that this test cannot read: import by name",
    ],
    [
      'packages/carriers/acme/src/a.ts',
      "import '../../../core/src/b.ts';",
      "the import of '../../../core/src/b.ts' leads to packages/core/src/b.ts: " +
        'at run time a package reads its own src/ only, without the tests; import by package name',
    ],
    [
      'packages/carriers/acme/src/a.ts',
      "import './b.test.ts';",
      "the import of './b.test.ts' leads to packages/carriers/acme/src/b.test.ts: " +
        'at run time a package reads its own src/ only, without the tests; import by package name',
    ],
    [
      'packages/carriers/acme/src/a.test.ts',
      "import '../../../emulator/src/b.ts';",
      "the import of '../../../emulator/src/b.ts' leads to packages/emulator/src/b.ts: " +
        'a test reads its own package and test/support/ only; import by package name',
    ],
    [
      'packages/http/src/a.ts',
      'process.env',
      'reads the environment: only packages/cli does; take the value as an option',
    ],
    ['packages/core/src/a.test.ts', `// as ${carrier} does`, `names a carrier ('${carrier}'): core knows none`],
  ];

  test.each(forbidden)('refuses %s %s', (path, text, fault) => {
    expect(brokenArrows(path, `\n${text}`)).toEqual([`${path}:2 ${fault}`]);
  });

  test('says which row is missing', () => {
    expect(() => brokenArrows('packages/telnyx/src/a.ts', '')).toThrow(
      'packages/telnyx has no row in test/house/house-rules.ts',
    );
  });
});
