import { expect, test } from 'vitest';
import { brokenLinks, codeBlocks, linkTargets } from './markdown.ts';

const document = `
[a](a.md) and ![b](<b.png> "title"), [over
lines](c.md#part) [![badge](d.svg)](e.md)

[f]: f.md
<a href="g.md">g</a> <img src="h.png">

\`[no](code.md)\` \`\`[no \` either](code.md)\`\`

\`\`\`ts run
const one = '[no](block.md)';
\`\`\`

\`\`\`ts
const two = 2;
\`\`\`

~~~ts run
const three = 3;
~~~
`;

test('codeBlocks takes the blocks with exactly that info string', () => {
  expect(codeBlocks(document, 'ts run')).toEqual(["const one = '[no](block.md)';\n", 'const three = 3;\n']);
  expect(codeBlocks(document, 'ts')).toEqual(['const two = 2;\n']);
  expect(codeBlocks(document, 'sh')).toEqual([]);
});

test('linkTargets finds links in every form, outside of code', () => {
  expect(linkTargets(document).toSorted()).toEqual([
    'a.md',
    'b.png',
    'c.md#part',
    'd.svg',
    'e.md',
    'f.md',
    'g.md',
    'h.png',
  ]);
});

test('brokenLinks follows relative links from the folder of the document', () => {
  const there = new Set(['docs/there.md', 'README.md', 'docs/with space.md']);
  const links = '[a](there.md#part) [b](../README.md) [c](gone.md) [d](../../x.md) [e](with%20space.md)';
  const elsewhere = '[f](https://example.com/gone.md) [g](mailto:a@example.com) [h](#part)';
  expect(brokenLinks('docs/a.md', `${links} ${elsewhere}`, (path) => there.has(path))).toEqual([
    'docs/a.md: the link to gone.md leads to docs/gone.md, which is missing',
    'docs/a.md: the link to ../../x.md leads to ../x.md, which is missing',
  ]);
});
