import { posix } from 'node:path';

export interface Folder {
  readonly path: string;
  /** Files and folders that a reader sees in it, tests included. */
  readonly size: number;
}

/** The folder with the most entries among those that hold the given files. */
export function largestFolder(paths: Iterable<string>): Folder {
  const entries = new Map<string, Set<string>>();
  for (const path of paths)
    for (let entry = path; entry.includes('/'); entry = posix.dirname(entry)) {
      const folder = posix.dirname(entry);
      entries.set(folder, (entries.get(folder) ?? new Set()).add(entry));
    }
  const folders = Array.from(entries, ([path, { size }]) => ({ path, size }));
  return folders.reduce((largest, folder) => (folder.size > largest.size ? folder : largest), { path: '', size: 0 });
}
