import { isBuiltin } from 'node:module';
import { posix } from 'node:path';
import { z } from 'zod';
import { isRunTime } from './arrows.ts';
import { packageName, publishedEngines, ruleFor } from './house-rules.ts';
import { importsOf, packageOf } from './imports.ts';

const dependencies = z.record(z.string(), z.string()).default({});

export const manifestSchema = z.object({
  name: z.string().optional(),
  type: z.string().optional(),
  license: z.string().optional(),
  engines: z.object({ node: z.string() }).optional(),
  files: z.array(z.string()).default([]),
  exports: z.record(z.string(), z.record(z.string(), z.string())).default({}),
  dependencies,
  peerDependencies: dependencies,
  optionalDependencies: dependencies,
  devDependencies: dependencies,
});

export const referencesSchema = z.object({ references: z.array(z.object({ path: z.string() })).default([]) });

export type Manifest = z.output<typeof manifestSchema>;

/** A package in the working tree; `files` are its TypeScript files with their texts. */
export interface Package {
  folder: string;
  manifest: Manifest;
  references: readonly string[];
  files: ReadonlyMap<string, string>;
}

/** The outside packages that the files name, node:* and relative ones left out. */
function imported(files: Iterable<string>): Set<string> {
  const specifiers = Array.from(files).flatMap((text) => importsOf(text).map((found) => found.specifier ?? '.'));
  return new Set(specifiers.filter((specifier) => !specifier.startsWith('.') && !isBuiltin(specifier)).map(packageOf));
}

function unlike(listed: Iterable<string>, wanted: Iterable<string>, unused: string, missing: string): string[] {
  const [has, needs] = [new Set(listed), new Set(wanted)];
  return [
    ...[...has].filter((name) => !needs.has(name)).map((name) => `lists ${name}, ${unused}`),
    ...[...needs].filter((name) => !has.has(name)).map((name) => `does not list ${name}, ${missing}`),
  ];
}

function dependencyFaults({ folder, manifest, files }: Package): string[] {
  const { peers, listedOnly = [] } = ruleFor(folder);
  const texts = Array.from(files);
  const atRunTime = imported(texts.filter(([path]) => isRunTime(path)).map(([, text]) => text));
  const inTests = imported(texts.filter(([path]) => !isRunTime(path)).map(([, text]) => text));
  const needed = [...atRunTime, ...listedOnly];
  const unlikeTheSources = (kind: 'dependencies' | 'peerDependencies', wanted: string[]): string[] =>
    unlike(
      Object.keys(manifest[kind]),
      wanted,
      'which no file under src/ imports at run time: remove it',
      'which a file under src/ imports: add it',
    ).map((fault) => `${kind} ${fault}`);
  return [
    ...unlikeTheSources(
      'dependencies',
      needed.filter((name) => !peers.includes(name)),
    ),
    ...unlikeTheSources(
      'peerDependencies',
      needed.filter((name) => peers.includes(name)),
    ),
    ...Object.keys(manifest.optionalDependencies).map((name) => `optionalDependencies lists ${name}: none is allowed`),
    ...Object.keys(manifest.devDependencies)
      .filter((name) => !peers.includes(name) && !inTests.has(name))
      .map((name) => `devDependencies lists ${name}, which no test here imports: remove it`),
    ...Object.keys(manifest.peerDependencies)
      .filter((name) => manifest.devDependencies[name] === undefined)
      .map((name) => `devDependencies does not list ${name}: a peer must be installed here, to be compiled against`),
  ];
}

/**
 * Ranges are in one place, the catalogs of pnpm-workspace.yaml; our own packages come from the workspace. The range of a
 * peer may be wider than what is installed here: `catalog:peers`.
 */
export function rangeFaults(manifest: Manifest): string[] {
  const kinds = ['dependencies', 'peerDependencies', 'optionalDependencies', 'devDependencies'] as const;
  return kinds.flatMap((kind) =>
    Object.entries(manifest[kind]).flatMap(([name, range]) => {
      const isOurs = name.startsWith('@subuser/') || name === 'subuser';
      const wanted = isOurs ? ['workspace:^'] : ['catalog:', ...(kind === 'peerDependencies' ? ['catalog:peers'] : [])];
      return wanted.includes(range) ? [] : [`${kind} takes ${name} from '${range}': write ${wanted.join(' or ')}`];
    }),
  );
}

/** A package publishes what was built and the sources that its maps refer to, but no tests. */
function fileFaults({ files }: Manifest): string[] {
  const missing = ['dist', 'src', '!src/**/*.test.ts'].filter((pattern) => !files.includes(pattern));
  return missing.map((pattern) => `files lacks '${pattern}'`);
}

function exportFaults({ folder, manifest }: Package, isThere: (path: string) => boolean): string[] {
  const faults = manifest.exports['.'] === undefined ? ["exports has no '.'"] : [];
  for (const [subpath, conditions] of Object.entries(manifest.exports)) {
    const source = conditions['@subuser/source'] ?? '';
    const [, stem] = /^\.\/src\/(.+)\.ts$/.exec(source) ?? [];
    // The first matching condition wins, so the order matters.
    const wanted = { '@subuser/source': source, types: `./dist/${stem}.d.ts`, default: `./dist/${stem}.js` };
    if (stem === undefined) faults.push(`exports '${subpath}' lacks "@subuser/source": "./src/….ts"`);
    else if (!isThere(`packages/${folder}/src/${stem}.ts`))
      faults.push(`exports '${subpath}' names ${source}, which is missing`);
    else if (JSON.stringify(conditions) !== JSON.stringify(wanted))
      faults.push(`exports '${subpath}' must be, in this order: ${JSON.stringify(wanted)}`);
  }
  return faults;
}

/** Every way in which a package's manifest or tsconfig.json contradicts its sources and the table. */
export function brokenManifest(given: Package, isThere: (path: string) => boolean): string[] {
  const { folder, manifest, references } = given;
  const engines = ruleFor(folder).engines ?? publishedEngines;
  const ours = new Set(Object.keys(manifest.dependencies).filter((name) => name.startsWith('@subuser/')));
  const faults = [
    ...(manifest.name === packageName(folder) ? [] : [`name must be ${packageName(folder)}`]),
    ...(manifest.type === 'module' ? [] : ['type must be module']),
    ...(manifest.license === 'MIT' ? [] : ['license must be MIT']),
    ...(engines.test(manifest.engines?.node ?? '') ? [] : [`engines.node must fit ${String(engines)}`]),
    ...fileFaults(manifest),
    ...exportFaults(given, isThere),
    ...dependencyFaults(given),
    ...rangeFaults(manifest),
  ].map((fault) => `packages/${folder}/package.json: ${fault}`);
  const folders = ruleFor(folder).ours;
  const root = posix.relative(folder, '');
  const wanted = folders.filter((name) => ours.has(packageName(name))).map((name) => `${root}/${name}`);
  return [
    ...faults,
    ...unlike(references, wanted, 'which dependencies does not', 'which dependencies does').map(
      (fault) => `packages/${folder}/tsconfig.json: references ${fault}`,
    ),
  ];
}

/** The one catalog of pnpm-workspace.yaml, read by its lines: every entry is `name: range`, two blanks in. */
export function readCatalog(workspace: string): Map<string, string> {
  const [, block = ''] = /^catalog:\n((?:(?:[ #].*)?\n)*)/m.exec(workspace) ?? [];
  const lines = block.split('\n').filter((line) => line.trim() !== '' && !line.trim().startsWith('#'));
  return new Map(
    lines.map((line) => {
      const [, name, range] = /^ {2}'?([^':\s]+)'?: (\S+)$/.exec(line) ?? [];
      if (name === undefined || range === undefined) throw new Error(`Cannot read this line of the catalog: ${line}`);
      return [name, range];
    }),
  );
}

/** Carets for what ends up in a published manifest, exact versions for tools. */
export function brokenCatalog(catalog: ReadonlyMap<string, string>, manifests: readonly Manifest[]): string[] {
  const published = new Set(
    manifests
      .flatMap((manifest) => Object.entries({ ...manifest.peerDependencies, ...manifest.dependencies }))
      .flatMap(([name, range]) => (range === 'catalog:' ? [name] : [])),
  );
  return Array.from(catalog).flatMap(([name, range]) => {
    const [wanted, reason] = published.has(name)
      ? [/^\^\d+\.\d+\.\d+$/, 'a caret range, because a published package lists it']
      : [/^\d+\.\d+\.\d+$/, 'an exact version, because no published package lists it: it is a tool'];
    return wanted.test(range) ? [] : [`pnpm-workspace.yaml: ${name} is ${range} and must be ${reason}`];
  });
}
