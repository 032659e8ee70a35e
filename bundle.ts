// The second half of `pnpm build`: `tsc -b` writes the declarations, this the JavaScript beside them. A package's own
// files become one: Node spends more on finding forty small files than on running them (decision 14). What a package
// imports from another one stays an import.
import { existsSync, readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { build } from 'rolldown';
import { packageFolders } from './workspace.ts';

interface Manifest {
  exports: Record<string, { '@subuser/source': string }>;
}

/** What is loaded by name: every export, and the program of a package that has one. */
function inputs(folder: string): Record<string, string> {
  const { exports } = JSON.parse(readFileSync(`${folder}/package.json`, 'utf8')) as Manifest;
  const sources = Object.values(exports).map((conditions) => conditions['@subuser/source']);
  if (existsSync(`${folder}/src/main.ts`)) sources.push('./src/main.ts');
  return Object.fromEntries(sources.map((source) => [source.slice('./src/'.length, -'.ts'.length), source]));
}

for (const name of packageFolders()) {
  const folder = resolve('packages', name);
  await build({
    cwd: folder,
    input: inputs(folder),
    external: /^[@a-z]/u,
    transform: { target: 'es2023' },
    output: {
      dir: 'dist',
      // Without hashes, so that no build leaves the files of the one before behind.
      chunkFileNames: '[name].js',
      sourcemap: true,
      // They are packed beside it.
      sourcemapExcludeSources: true,
    },
  });
}
