// What installing an adapter puts on a disk, beside Twilio's client: the package itself and all that it needs at run time,
// in bytes of their files. Walked from what is installed here; nothing is fetched.
import { existsSync, readdirSync, readFileSync, realpathSync, statSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { carrierNames } from '../../workspace.ts';
import type { Row } from './row.ts';

interface Manifest {
  files: string[];
  dependencies?: Record<string, string>;
}

interface Installed {
  name: string;
  bytes: number;
}

const workspace = join(import.meta.dirname, '../..');
const isOurs = (name: string): boolean => name.startsWith('@subuser/');

/** Where the package in `folder` finds the one named. */
function folderOf(name: string, folder: string): string {
  const places = createRequire(join(folder, 'package.json')).resolve.paths(name) ?? [];
  const found = places.map((place) => join(place, name)).find((place) => existsSync(join(place, 'package.json')));
  if (found === undefined) throw new Error(`${name}, which ${folder} needs, is not installed`);
  return realpathSync(found);
}

/** What `pnpm pack` takes of a package of ours; it has no more patterns than these (test/house). */
function isPacked(path: string, { files }: Manifest): boolean {
  if (path.endsWith('.test.ts')) return false;
  return ['package.json', 'README.md'].includes(path) || files.some((top) => path.startsWith(`${top}/`));
}

function bytesOf(name: string, folder: string, manifest: Manifest): number {
  const paths = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((path) =>
    isOurs(name) ? isPacked(path, manifest) : !path.startsWith('node_modules'),
  );
  const stats = paths.map((path) => statSync(join(folder, path))).filter((stat) => stat.isFile());
  return stats.reduce((sum, { size }) => sum + size, 0);
}

/** Every package that comes with the one named, by its folder; two versions of one are two. */
function install(name: string, from = workspace, installed = new Map<string, Installed>()): Map<string, Installed> {
  const folder = folderOf(name, from);
  if (installed.has(folder)) return installed;
  const manifest = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8')) as Manifest;
  installed.set(folder, { name, bytes: bytesOf(name, folder, manifest) });
  for (const needed of Object.keys(manifest.dependencies ?? {})) install(needed, folder, installed);
  return installed;
}

const sum = (packages: readonly Installed[]): number => packages.reduce((total, { bytes }) => total + bytes, 0);

export function bench(): Promise<Row[]> {
  const theirs = [...install('twilio').values()];
  const shown = (packages: readonly Installed[]): string => {
    const share = ((100 * sum(packages)) / sum(theirs)).toFixed(1);
    return `${(sum(packages) / 1e6).toFixed(2)} MB, ${share} %`;
  };
  const rows = carrierNames().flatMap((carrier): Row[] => {
    const name = `@subuser/${carrier}`;
    const all = [...install(name).values()];
    const [own, libraries] = [all.filter((part) => isOurs(part.name)), all.filter((part) => !isOurs(part.name))];
    const parts = libraries.toSorted((a, b) => b.bytes - a.bytes).map((part) => `${part.name} ${shown([part])}`);
    const common = { comparedWith: '`twilio`', target: { atMost: 0.25 } };
    return [
      {
        ...common,
        what: `installed size of \`${name}\``,
        figure: sum(all) / sum(theirs),
        beside: `${[shown(all), ...parts].join('; ')}; our own part ${shown(own)}; \`twilio\` ${shown(theirs)}`,
      },
      {
        ...common,
        what: `packages of \`${name}\``,
        figure: all.length / theirs.length,
        beside: `${all.length} and ${theirs.length}`,
      },
    ];
  });
  return Promise.resolve(rows);
}
