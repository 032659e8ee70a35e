import { describe, expect, test } from 'vitest';
import { carrierNames } from '../../workspace.ts';
import { isThere, readText } from './project-files.ts';

// What a compiler cannot miss: the suites and the lists work without a carrier that nobody entered.
const files = (name: string): string[] => [
  `packages/emulator/src/${name}/start-${name}-emulator.ts`,
  `test/carriers/${name}.ts`,
  `test/carriers/${name}/bench.ts`,
  `test/carriers/${name}/bench-answers.ts`,
  `docs/carriers/${name}.md`,
];

const lists = ['packages/profiles/src/carriers.ts', 'packages/emulator/src/emulators.ts', 'test/carriers/all.ts'];

describe.each(carrierNames())('%s has every place that docs/adding-a-carrier.md names in step 8', (name) => {
  test.each(files(name))('%s exists', (path) => {
    expect(isThere(path), `${path} is missing`).toBe(true);
  });

  test.each(lists)('%s has its line', (path) => {
    expect(readText(path), `${path} has no line of ${name}`).toMatch(new RegExp(`\\b${name}\\b`, 'u'));
  });
});
