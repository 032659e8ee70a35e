import { expect, test } from 'vitest';
import { brokenLinks, codeBlocks } from './markdown.ts';
import { isThere, projectFiles, readText } from './project-files.ts';
import { runProgram, typeFaults } from './run-program.ts';

const readme = readText('README.md');
/** Each block that begins with ```ts run is a program of its own. */
const programs = codeBlocks(readme, 'ts run');

test('the README shows code that runs: a block that begins with ```ts run', () => {
  expect(programs).not.toEqual([]);
});

test.each(programs.map((program, index) => ({ number: index + 1, program })))(
  'program $number of the README is typed as the packages are, and runs',
  { timeout: 120_000 },
  async ({ program }) => {
    expect(await typeFaults(program)).toBe('');
    const { code, output, errors } = await runProgram(program);
    expect(errors).toBe('');
    expect(code).toBe(0);
    if (program.includes('console.log(')) expect(output).not.toBe('');
  },
);

test(
  'a program that fails is noticed, and one that would leave loopback is refused',
  { timeout: 120_000 },
  async () => {
    const mistyped = await typeFaults("import { Secret } from '@subuser/core';\nconst text: string = new Secret('a');");
    expect(mistyped).toContain("Type 'Secret' is not assignable to type 'string'");
    const failed = await runProgram(
      "import { SubUserError } from '@subuser/core';\nthrow new TypeError(SubUserError.name);",
    );
    expect(failed.code).toBe(1);
    expect(failed.errors).toContain('TypeError: SubUserError');
    const strayed = await runProgram("const url: string = 'https://carrier.example/';\nawait fetch(url);");
    expect(strayed.code).toBe(1);
    expect(strayed.errors).toContain('A test tried to reach carrier.example; only loopback is allowed');
  },
);

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
