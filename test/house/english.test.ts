import { expect, test } from 'vitest';
import { oddEnglish } from './english.ts';
import { projectTexts } from './project-files.ts';

/** Sources, tests and documents; old decisions stay as they are, and docs/style.md quotes what it advises against. */
const isProse = (path: string): boolean =>
  /^(packages|test|docs)\/.+\.(ts|md)$|^[^/]+\.(ts|md)$/.test(path) &&
  !/^docs\/decisions\/|^docs\/style\.md$|^test\/house\/english/.test(path);

test('comments, messages and documents are in plain English', () => {
  const texts = Array.from(projectTexts()).filter(([path]) => isProse(path));
  expect(texts.flatMap(([path, text]) => oddEnglish(path, text))).toEqual([]);
});

test('oddEnglish finds a phrase with its line, and none in a block of a document', () => {
  expect(oddEnglish('a.ts', "// one\nfail('Mend the plan: what stands there is let come');")).toEqual([
    "a.ts:2 'Mend'",
    "a.ts:2 'let come'",
    "a.ts:2 'stands there'",
  ]);
  expect(oddEnglish('a.md', '```\nin vain\n```\n\nRequested in vain.')).toEqual(["a.md:5 'in vain'"]);
  expect(oddEnglish('a.ts', '// A stub stands in for the server. Nobody has seen it. Amend the commit.')).toEqual([]);
});
