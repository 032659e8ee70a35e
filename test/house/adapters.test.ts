import { expect, test } from 'vitest';
import { carrierNames } from '../../workspace.ts';
import { projectFiles } from './project-files.ts';

/** The files that a reader of one adapter expects in every other; docs/adding-a-carrier.md says what each contains. */
const nounsOf = (name: string): string[] => [
  `create-${name}.ts`,
  'index.ts',
  ...['api', 'auth', 'carrier', 'client', 'native', 'options', 'provider', 'refusals', 'send', 'traits'].map(
    (noun) => `${name}-${noun}.ts`,
  ),
];

test.each(carrierNames())('the adapter of %s has the files that every adapter has', (name) => {
  const source = `packages/carriers/${name}/src/`;
  const files = projectFiles().filter((path) => path.startsWith(source));
  expect(files).toEqual(expect.arrayContaining(nounsOf(name).map((file) => source + file)));
  expect(files.filter((path) => path.startsWith(`${source}convert-`))).not.toEqual([]);
});
