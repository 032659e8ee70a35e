import { spawn } from 'node:child_process';
import { text } from 'node:stream/consumers';
import { expect, test } from 'vitest';
import { brokenLinks, codeBlocks } from './markdown.ts';
import { isThere, projectFiles, projectRoot, readText } from './project-files.ts';

const readme = readText('README.md');
/** Each block that begins with ```ts run is a program of its own. */
const programs = codeBlocks(readme, 'ts run');

/** Runs a program on the sources, from the root of the project, with no way beyond loopback. */
async function run(program: string): Promise<{ code: number; output: string; errors: string }> {
  const guard = new URL('../support/loopback-guard.ts', import.meta.url).href;
  const node = spawn(
    process.execPath,
    ['--conditions=@subuser/source', '--import', guard, '--input-type=module-typescript'],
    { cwd: projectRoot },
  );
  node.stdin.end(program);
  const ended = new Promise<number>((resolve) => node.once('close', resolve));
  const [code, output, errors] = await Promise.all([ended, text(node.stdout), text(node.stderr)]);
  return { code, output, errors };
}

test('the README shows code that runs: a block that begins with ```ts run', () => {
  expect(programs).not.toEqual([]);
});

test.each(programs.map((program, index) => ({ number: index + 1, program })))(
  'program $number of the README runs',
  { timeout: 30_000 },
  async ({ program }) => {
    const { code, output, errors } = await run(program);
    expect(errors).toBe('');
    expect(code).toBe(0);
    if (program.includes('console.log(')) expect(output).not.toBe('');
  },
);

test('a program that fails is noticed, and one that would leave loopback is refused', async () => {
  const failed = await run("import { SubUserError } from '@subuser/core';\nthrow new TypeError(SubUserError.name);");
  expect(failed.code).toBe(1);
  expect(failed.errors).toContain('TypeError: SubUserError');
  const strayed = await run("const url: string = 'https://carrier.example/';\nawait fetch(url);");
  expect(strayed.code).toBe(1);
  expect(strayed.errors).toContain('A test tried to reach carrier.example; only loopback is allowed');
});

test.each(['npx -y pnpm@10 demo', 'npx -y pnpm@10 test'])('the README names the command %s', (command) => {
  expect(readme).toContain(command);
});

test('the README is read in one go: 150 lines at most', () => {
  expect(readme.trimEnd().split('\n').length).toBeLessThanOrEqual(150);
});

test('every relative link of the documents leads to a file', () => {
  const documents = projectFiles().filter((path) => path.endsWith('.md'));
  expect(documents).toContain('README.md');
  expect(documents.flatMap((path) => brokenLinks(path, readText(path), isThere))).toEqual([]);
});
