import { expect, test } from 'vitest';
import { codeBlocks } from '../house/markdown.ts';
import { readText } from '../house/project-files.ts';
import { runProgram, typeFaults } from '../house/run-program.ts';

const quickstart = readText('docs/quickstart.md');

test('docs/quickstart.md is one program, which prints what the page shows', { timeout: 120_000 }, async () => {
  const program = codeBlocks(quickstart, 'ts run').join('\n');
  expect(await typeFaults(program)).toBe('');
  const printed = codeBlocks(quickstart, 'text printed').join('');
  expect(await runProgram(program)).toEqual({ code: 0, output: printed, errors: '' });
});

test('no TypeScript in it is left out', () => {
  expect(quickstart.match(/^```ts\b.*$/gmu)).toEqual(codeBlocks(quickstart, 'ts run').map(() => '```ts run'));
});
