import { describe, expect, test } from 'vitest';
import { fileWrites } from './file-writes.ts';
import { projectFiles, readText } from './project-files.ts';

const sources = projectFiles().filter((path) => path.startsWith('packages/') && path.endsWith('.ts'));

test('one file writes to files, for the whole project', () => {
  expect(sources.flatMap((path) => fileWrites(path, readText(path)))).toEqual([]);
});

describe('fileWrites', () => {
  const path = 'packages/core/src/a.ts';

  test.each([
    ["import { writeFile } from 'node:fs/promises';", 'writeFile'],
    ["import { readFile, open as openFile } from 'node:fs/promises';", 'open'],
    ["import { appendFileSync } from 'fs';", 'appendFileSync'],
    ["import { createWriteStream } from 'node:fs';", 'createWriteStream'],
    ["export { writeSync } from 'node:fs';", 'writeSync'],
    ["import files from 'node:fs';", 'all of it'],
    ["import * as files from 'node:fs/promises';", 'all of it'],
    ["export * from 'node:fs';", 'all of it'],
    ["const files = await import('node:fs');", 'all of it'],
  ])('refuses %s', (text, name) => {
    expect(fileWrites(path, `\n${text}\n`)).toEqual([
      `${path}:2 takes '${name}' from node:fs: only @subuser/migrate writes files; call createWhole, replaceWhole or openDurableLines`,
    ]);
  });

  test.each([
    [path, "import { readFile, stat } from 'node:fs/promises';"],
    ['packages/core/src/a.test.ts', "import { writeFile } from 'node:fs/promises';"],
    ['packages/migrate/src/files/written-file.ts', "import { writeSync } from 'node:fs';"],
    [path, "import { open } from './open.ts';"],
  ])('lets %s have %s', (file, text) => {
    expect(fileWrites(file, text)).toEqual([]);
  });
});
