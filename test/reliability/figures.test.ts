import { readdirSync, readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { type Figures, figuresFolder, namesIn, reliabilityDocument, shownIn, tableOf } from './figures.ts';

const markdown = readFileSync(reliabilityDocument, 'utf8');
const names = readdirSync(figuresFolder).map((file) => file.replace(/\.json$/u, ''));

test('docs/reliability.md shows the figures that runs have written, and no others', () => {
  expect(namesIn(markdown).toSorted()).toEqual(names.toSorted());
});

test.each(names)('the figures of %s are in docs/reliability.md as they were written', (name) => {
  const figures = JSON.parse(readFileSync(new URL(`${name}.json`, figuresFolder), 'utf8')) as Figures;
  expect(shownIn(markdown, name)).toBe(tableOf(figures));
});

test('a table', () => {
  const figures = {
    columns: ['what', 'how many'],
    rows: [
      ['a | b', 12_345],
      ['c', '1 of 2'],
    ],
  };
  expect(tableOf(figures)).toBe('| what | how many |\n| --- | ---: |\n| a \\| b | 12,345 |\n| c | 1 of 2 |\n');
});

test('what a document shows', () => {
  const document = 'a\n<!-- figures: b -->\ntable\n<!-- end of figures -->\n<!-- figures: c -->\n';
  expect(namesIn(document)).toEqual(['b', 'c']);
  expect(shownIn(document, 'b')).toBe('table\n');
  expect(shownIn(document, 'c')).toBeUndefined();
  expect(shownIn(document, 'd')).toBeUndefined();
});
