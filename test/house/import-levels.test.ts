import { describe, expect, test } from 'vitest';
import { packageFolders } from '../../workspace.ts';
import { packageName, ruleFor } from './house-rules.ts';
import { packageGraph } from './house-table.ts';
import { arrowCount, circles, fileIn, importGraph, importsUpward, levels, roomIn } from './import-levels.ts';
import { projectTexts } from './project-files.ts';

const texts = projectTexts();
const sourcesOf = (folder: string) =>
  new Map(Array.from(texts).filter(([path]) => path.startsWith(`packages/${folder}/src/`) && path.endsWith('.ts')));

describe.each(packageFolders())('within packages/%s', (folder) => {
  test('no files import each other in a circle, types included', () => {
    expect(circles(importGraph(sourcesOf(folder), fileIn(folder)))).toEqual([]);
  });

  test('every folder imports lower floors only', () => {
    const rooms = importGraph(sourcesOf(folder), roomIn(folder));
    const { floors } = ruleFor(folder);
    expect(circles(rooms)).toEqual([]);
    if (floors !== undefined) expect(importsUpward(rooms, floors)).toEqual([]);
  });
});

test('packages import as the table of the house allows', () => {
  const graph = packageGraph(texts);
  expect(Array.from(graph.keys()).toSorted()).toEqual(packageFolders().map(packageName).toSorted());
  expect(circles(graph)).toEqual([]);
});

describe('an import graph', () => {
  const files = new Map([
    ['packages/acme/src/index.ts', "export * from './top/a.ts';"],
    ['packages/acme/src/top/index.ts', "export * from './a.ts';"],
    [
      'packages/acme/src/top/a.ts',
      "import './b.ts'; import '../middle/c.ts'; import 'zod'; await import('../low.ts');",
    ],
    ['packages/acme/src/top/b.ts', "import type { A } from './a.ts';"],
    ['packages/acme/src/middle/c.ts', "import type { Low } from '../low.ts';"],
    ['packages/acme/src/middle/c.test.ts', "import '../top/a.ts';"],
    ['packages/acme/src/low.ts', ''],
  ]);
  const rooms = importGraph(files, roomIn('acme'));

  test('has folders and single files as rooms, without doors and tests', () => {
    expect(Array.from(rooms, ([room, arrows]) => [room, [...arrows.keys()]])).toEqual([
      ['top', ['middle', 'low']],
      ['middle', ['low']],
      ['low', []],
    ]);
    expect([levels(rooms), arrowCount(rooms)]).toEqual([3, 3]);
  });

  test('tells files that import each other, types included, and counts them as one level', () => {
    const graph = importGraph(files, fileIn('acme'));
    expect(circles(graph)).toEqual([['top/a.ts', 'top/b.ts']]);
    expect(levels(graph)).toBe(3);
  });

  test('tells what is on no floor, and what imports its own floor or a higher one', () => {
    expect(importsUpward(rooms, [['low'], ['middle'], ['top']])).toEqual([]);
    expect(importsUpward(rooms, [['low', 'middle'], ['top']])).toEqual([
      "'middle' must not import 'low': packages/acme/src/middle/c.ts imports packages/acme/src/low.ts",
    ]);
    expect(importsUpward(rooms, [['low'], ['top'], ['middle'], ['attic']])).toEqual([
      "'attic' is on a floor, but there is no such room",
      "'top' must not import 'middle': packages/acme/src/top/a.ts imports packages/acme/src/middle/c.ts",
    ]);
    expect(importsUpward(rooms, [['low'], ['middle']])).toContain("'top' is on no floor");
  });
});
