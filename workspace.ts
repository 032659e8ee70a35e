import { readdirSync } from 'node:fs';

const foldersIn = (path: string): string[] =>
  readdirSync(new URL(path, import.meta.url), { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .map((entry) => entry.name);

/** The names of the carriers, which are those of their folders. */
export const carrierNames = (): string[] => foldersIn('packages/carriers').toSorted();

/** The folders of packages under packages/ in the order of their names: `core`, `carriers/acme`. */
export const packageFolders = (): string[] =>
  [
    ...foldersIn('packages').filter((name) => name !== 'carriers'),
    ...carrierNames().map((name) => `carriers/${name}`),
  ].toSorted();
