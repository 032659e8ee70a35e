import { describe, expect, test } from 'vitest';
import { packageFolders } from '../../workspace.ts';
import { largestFolder } from './folder-sizes.ts';
import { projectFiles } from './project-files.ts';

/** Names that a reader sees in one folder, tests included. */
const limit = 42;

describe('no folder is too full to read in', () => {
  test.each(packageFolders())('packages/%s', (folder) => {
    const { path, size } = largestFolder(projectFiles().filter((file) => file.startsWith(`packages/${folder}/`)));
    expect(size, `${path} has ${size} entries: group them by what they do`).toBeLessThanOrEqual(limit);
  });
});

test('largestFolder counts files and folders, each once', () => {
  expect(largestFolder(['a/b/one.ts', 'a/b/two.ts', 'a/c/one.ts', 'a/one.ts'])).toEqual({ path: 'a', size: 3 });
  expect(largestFolder([])).toEqual({ path: '', size: 0 });
});
