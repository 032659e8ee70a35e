import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

export const projectRoot: string = fileURLToPath(new URL('../../', import.meta.url));

/** `path` from the root of the project, with forward slashes. */
export const readText = (path: string): string => readFileSync(projectRoot + path, 'utf8');

export const isThere = (path: string): boolean => existsSync(projectRoot + path);

/** Reads .gitignore; this project uses two forms only: `folder/` and `*.ending`. */
function ignoredBy(gitignore: string): (name: string, isFolder: boolean) => boolean {
  const lines = gitignore.split('\n').filter((line) => line !== '' && !line.startsWith('#'));
  const strange = lines.find((line) => !/^([\w.-]+\/|\*\.\w+)$/.test(line));
  if (strange !== undefined) throw new Error(`Teach test/house/project-files.ts this line of .gitignore: ${strange}`);
  return (name, isFolder) =>
    lines.some((line) => (line.startsWith('*') ? name.endsWith(line.slice(1)) : isFolder && `${name}/` === line));
}

/** Every file that is tracked, or would be after `git add --all`, so that new files are checked before they are committed. */
export function projectFiles(): string[] {
  const isIgnored = ignoredBy(readText('.gitignore'));
  const filesUnder = (folder: string): string[] =>
    readdirSync(projectRoot + folder, { withFileTypes: true }).flatMap((entry) => {
      if (entry.name === '.git' || isIgnored(entry.name, entry.isDirectory())) return [];
      const path = folder + entry.name;
      return entry.isDirectory() ? filesUnder(`${path}/`) : [path];
    });
  return filesUnder('').toSorted();
}

/** Every file of the project by its path, with its text. */
export const projectTexts = (): ReadonlyMap<string, string> =>
  new Map(projectFiles().map((path) => [path, readText(path)]));

/** The folder of a file under packages/, as `packageFolders` names it: `core`, `carriers/acme`. */
export const packageFolderOf = (path: string): string => /^packages\/((?:carriers\/)?[^/]+)/.exec(path)?.[1] ?? '';
