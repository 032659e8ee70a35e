import { readdirSync, readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { behaviours } from './behaviours.ts';

const names = behaviours.map(({ name }) => name);

test('each behaviour is in a file of its name, and none is left out of the list', () => {
  const files = readdirSync(new URL('behaviours/', import.meta.url)).map((file) => file.replace(/\.ts$/u, ''));
  expect(names.toSorted()).toEqual(files.toSorted());
});

test('the README says of each what it demands, in the same order', () => {
  const readme = readFileSync(new URL('../README.md', import.meta.url), 'utf8');
  const rows = Array.from(readme.matchAll(/^\| `([\w-]+)` +\| (.*?) +\|$/gmu), ([, name, demand]) => [name, demand]);
  expect(rows).toEqual(behaviours.map(({ name, demand }) => [name, demand]));
});

test('a demand is one line that says what and why, without an end of sentence', () => {
  for (const { demand } of behaviours) expect(demand).toMatch(/^[a-z].{40,130}[^.]$/u);
});
