import { readdirSync, readFileSync } from 'node:fs';
import { basename } from 'node:path';
import { expect, test } from 'vitest';
import { behaviours } from './behaviours.ts';

const names = behaviours.map(({ name }) => name);

test('each behaviour is in a file of its name, and none is left out of the indexes', () => {
  const files = readdirSync(new URL('behaviours/', import.meta.url), { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith('.ts') && !file.endsWith('index.ts'))
    .map((file) => basename(file, '.ts'));
  expect(names.toSorted()).toEqual(files.toSorted());
});

test('the README says of each what it demands, in the same order', () => {
  const readme = readFileSync(new URL('../README.md', import.meta.url), 'utf8');
  const rows = Array.from(readme.matchAll(/^\| `([\w-]+)` +\| (.*?) +\|$/gmu), ([, name, demand]) => [name, demand]);
  expect(rows).toEqual(behaviours.map(({ name, demand }) => [name, demand]));
});

test('a demand is one line that says what and why, without a full stop', () => {
  for (const { demand } of behaviours) expect(demand).toMatch(/^[a-z].{40,130}[^.]$/u);
});
