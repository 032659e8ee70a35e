import { describe, expect, test } from 'vitest';
import {
  brokenCatalog,
  brokenManifest,
  manifestSchema,
  rangeFaults,
  readCatalog,
  referencesSchema,
} from './manifests.ts';
import { packageFolders } from '../../workspace.ts';
import { packageName } from './house-rules.ts';
import { isThere, projectFiles, readText } from './project-files.ts';

const readJson = (path: string): unknown => JSON.parse(readText(path));
const readManifest = (path: string) => manifestSchema.parse(readJson(path));
const readReferences = (path: string) => referencesSchema.parse(readJson(path)).references.map(({ path: to }) => to);

describe('package.json and tsconfig.json of', () => {
  test.each(packageFolders())('packages/%s say what its sources say', (folder) => {
    const paths = projectFiles().filter((path) => path.startsWith(`packages/${folder}/`) && path.endsWith('.ts'));
    const given = {
      folder,
      manifest: readManifest(`packages/${folder}/package.json`),
      references: readReferences(`packages/${folder}/tsconfig.json`),
      files: new Map(paths.map((path) => [path, readText(path)])),
    };
    expect(brokenManifest(given, isThere)).toEqual([]);
  });
});

test.each(['tsconfig.json', 'tsconfig.test.json'])('%s refers to every package', (path) => {
  expect(readReferences(path).toSorted()).toEqual(packageFolders().map((folder) => `packages/${folder}`));
});

test('the tests can import every package', () => {
  const { devDependencies } = readManifest('package.json');
  expect(Object.keys(devDependencies)).toEqual(expect.arrayContaining(packageFolders().map(packageName)));
});

test('the workspace takes every version from the catalog', () => {
  expect(rangeFaults(readManifest('package.json'))).toEqual([]);
});

test('the catalog has carets for published packages and exact versions for tools', () => {
  const manifests = packageFolders().map((folder) => readManifest(`packages/${folder}/package.json`));
  const catalog = readCatalog(readText('pnpm-workspace.yaml'));
  expect(catalog.get('typescript')).toMatch(/^\d/);
  expect(brokenCatalog(catalog, manifests)).toEqual([]);
});

test.each(['tsconfig.json', 'tsconfig.test.json'])('%s refers to every package', (path) => {
  const wanted = packageFolders().map((folder) => `packages/${folder}`);
  expect(readReferences(path).toSorted()).toEqual(wanted);
});

describe('brokenManifest', () => {
  const right = {
    name: '@subuser/acme',
    type: 'module',
    license: 'MIT',
    engines: { node: '>=20.18.1' },
    files: ['dist', 'src', '!src/**/*.test.ts'],
    exports: {
      '.': { '@subuser/source': './src/index.ts', types: './dist/index.d.ts', default: './dist/index.js' },
    },
    dependencies: { '@subuser/core': 'workspace:^', zod: 'catalog:' },
  };
  const files = new Map([
    ['packages/carriers/acme/src/index.ts', "import type { A } from '@subuser/core/memory'; await import('zod');"],
    ['packages/carriers/acme/src/index.test.ts', "import { test } from 'vitest';"],
  ]);
  const faultsOf = (change: object, references = ['../../core']): string[] =>
    brokenManifest(
      { folder: 'carriers/acme', manifest: manifestSchema.parse({ ...right, ...change }), references, files },
      (path) => path === 'packages/carriers/acme/src/index.ts',
    );

  test('finds nothing where nothing is wrong', () => {
    expect(faultsOf({})).toEqual([]);
  });

  const at = 'packages/carriers/acme/package.json:';
  const wrong: [change: object, fault: string][] = [
    [{ name: 'acme' }, `${at} name must be @subuser/acme`],
    [{ type: 'commonjs' }, `${at} type must be module`],
    [{ license: 'ISC' }, `${at} license must be MIT`],
    [{ engines: undefined }, `${at} engines.node must fit /^>=20\\.18\\.1$/`],
    [{ files: ['dist', 'src'] }, `${at} files lacks '!src/**/*.test.ts'`],
    [{ files: ['src', '!src/**/*.test.ts'] }, `${at} files lacks 'dist'`],
    [{ exports: {} }, `${at} exports has no '.'`],
    [
      { exports: { '.': { types: './dist/index.d.ts', default: './dist/index.js' } } },
      `${at} exports '.' lacks "@subuser/source": "./src/….ts"`,
    ],
    [
      { exports: { '.': { default: './dist/index.js', '@subuser/source': './src/index.ts' } } },
      `${at} exports '.' must be, in this order: ${JSON.stringify(right.exports['.'])}`,
    ],
    [
      {
        exports: {
          ...right.exports,
          './a': { '@subuser/source': './src/a.ts', types: './dist/a.d.ts', default: './dist/a.js' },
        },
      },
      `${at} exports './a' names ./src/a.ts, which is missing`,
    ],
    [
      { dependencies: { ...right.dependencies, undici: 'catalog:' } },
      `${at} dependencies lists undici, which no file under src/ imports at run time: remove it`,
    ],
    [
      { dependencies: { '@subuser/core': 'workspace:^' } },
      `${at} dependencies does not list zod, which a file under src/ imports: add it`,
    ],
    [
      { peerDependencies: { vitest: 'catalog:peers' }, devDependencies: { vitest: 'catalog:' } },
      `${at} peerDependencies lists vitest, which no file under src/ imports at run time: remove it`,
    ],
    [
      { devDependencies: { nock: 'catalog:' } },
      `${at} devDependencies lists nock, which no test here imports: remove it`,
    ],
    [{ optionalDependencies: { a: 'catalog:' } }, `${at} optionalDependencies lists a: none is allowed`],
    [
      { dependencies: { ...right.dependencies, zod: '^4.0.0' } },
      `${at} dependencies takes zod from '^4.0.0': write catalog:`,
    ],
    [
      { dependencies: { ...right.dependencies, '@subuser/core': 'workspace:*' } },
      `${at} dependencies takes @subuser/core from 'workspace:*': write workspace:^`,
    ],
  ];

  test.each(wrong)('says what is wrong with %j', (change, fault) => {
    expect(faultsOf(change)).toEqual([fault]);
  });

  test('compares the references of tsconfig.json', () => {
    expect(faultsOf({}, ['../../http'])).toEqual([
      'packages/carriers/acme/tsconfig.json: references lists ../../http, which dependencies does not',
      'packages/carriers/acme/tsconfig.json: references does not list ../../core, which dependencies does',
    ]);
  });

  test('wants a peer to be installed here, whether it is imported or only listed', () => {
    const peers = { inversify: 'catalog:', 'reflect-metadata': 'catalog:' };
    const manifest = { ...right, name: '@subuser/inversify', dependencies: {}, peerDependencies: peers };
    const sources = new Map([['packages/inversify/src/index.ts', "import 'inversify';"]]);
    const faultsWith = (devDependencies: object): string[] =>
      brokenManifest(
        {
          folder: 'inversify',
          manifest: manifestSchema.parse({ ...manifest, devDependencies }),
          references: [],
          files: sources,
        },
        () => true,
      );
    expect(faultsWith(peers)).toEqual([]);
    expect(faultsWith({ inversify: 'catalog:' })).toEqual([
      'packages/inversify/package.json: devDependencies does not list reflect-metadata: ' +
        'a peer must be installed here, to be compiled against',
    ]);
  });
});

describe('the catalog', () => {
  const workspace = [
    'packages:',
    '  - packages/*',
    'catalog:',
    '  # Published.',
    "  '@a/b': ^1.2.3",
    '# Tools.',
    '',
    '  c: 4.5.6',
    'strictDepBuilds: true',
    '',
  ].join('\n');

  test('is read to its end', () => {
    expect([...readCatalog(workspace)]).toEqual([
      ['@a/b', '^1.2.3'],
      ['c', '4.5.6'],
    ]);
  });

  test('is not guessed at', () => {
    expect(() => readCatalog('catalog:\n  a: >= 1\n')).toThrow('Cannot read this line of the catalog:   a: >= 1');
  });

  test('has the range that its reader needs', () => {
    const manifest = manifestSchema.parse({
      dependencies: { a: 'catalog:', b: 'catalog:' },
      peerDependencies: { c: 'catalog:', d: 'catalog:peers' },
      devDependencies: { e: 'catalog:' },
    });
    const ranges = { a: '^1.0.0', b: '1.0.0', c: '>=1', d: '1.0.0', e: '^1.0.0' };
    const published = 'must be a caret range, because a published package lists it';
    expect(brokenCatalog(new Map(Object.entries(ranges)), [manifest])).toEqual([
      `pnpm-workspace.yaml: b is 1.0.0 and ${published}`,
      `pnpm-workspace.yaml: c is >=1 and ${published}`,
      'pnpm-workspace.yaml: e is ^1.0.0 and must be an exact version, because no published package lists it: it is a tool',
    ]);
  });
});
