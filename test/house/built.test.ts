// Every other test reads the sources; users get what `bundle.ts` made of them.
import { execFile } from 'node:child_process';
import { readdirSync } from 'node:fs';
import { posix } from 'node:path';
import { promisify } from 'node:util';
import { describe, expect, test } from 'vitest';
import { manifestSchema } from './manifests.ts';
import { packageFolders } from '../../workspace.ts';
import { projectRoot, readText } from './project-files.ts';

const run = promisify(execFile);

async function node(...parameters: string[]): Promise<string> {
  const { stdout } = await run(process.execPath, parameters, { cwd: projectRoot });
  return stdout.trim();
}

/** The names that an import has in a process of its own. */
async function namesOf(specifier: string, ...conditions: string[]): Promise<unknown> {
  const program = `console.log(JSON.stringify(Object.keys(await import('${specifier}'))))`;
  return JSON.parse(await node(...conditions, '--input-type=module', '--eval', program));
}

/** The files that went into the JavaScript under dist/, from the root of the project. */
function bundled(folder: string): string[] {
  const dist = `packages/${folder}/dist`;
  const maps = readdirSync(projectRoot + dist, { recursive: true, encoding: 'utf8' })
    .filter((path) => path.endsWith('.js.map'))
    .map((path) => `${dist}/${path.replaceAll('\\', '/')}`);
  return maps.flatMap((path) => {
    const { sources } = JSON.parse(readText(path)) as { sources: string[] };
    return sources.map((source) => posix.join(posix.dirname(path), source));
  });
}

describe.each(packageFolders())('what was built of packages/%s', (folder) => {
  const { name = '', exports } = manifestSchema.parse(JSON.parse(readText(`packages/${folder}/package.json`)));

  test.each(Object.keys(exports))('has at %s the names that the sources have', async (subpath) => {
    const specifier = posix.join(name, subpath);
    expect(await namesOf(specifier)).toEqual(await namesOf(specifier, '--conditions=@subuser/source'));
  });

  // A second copy of a class or a library would not be equal to the first.
  test('holds the files of this package and of no other', () => {
    const files = bundled(folder);
    expect(files).not.toEqual([]);
    expect(files.filter((path) => !path.startsWith(`packages/${folder}/src/`))).toEqual([]);
  });
});

test('core and its memory provider share one class of secrets', async () => {
  const program = `
    import { openSubUsers, Secret } from '@subuser/core';
    import { createMemoryProvider } from '@subuser/core/memory';
    const { credentials } = await openSubUsers(createMemoryProvider()).create({ name: 'desk' });
    console.log(credentials.secret instanceof Secret);`;
  expect(await node('--input-type=module', '--eval', program)).toBe('true');
});

test('the command runs', async () => {
  expect(await node('packages/cli/bin/subuser.js', '--help')).toMatch(/^Usage: subuser /u);
});
