import { z } from 'zod';
import { carrierNames, packageFolders } from '../../workspace.ts';
import { largestFolder } from './folder-sizes.ts';
import { packageName } from './house-rules.ts';
import { arrowCount, type Files, type Graph, importGraph, levels, roomIn } from './import-levels.ts';
import { packageOf } from './imports.ts';
import { isRunTime } from './arrows.ts';
import { isExample, outsideMentions } from './outside-mentions.ts';
import { packageFolderOf, readText } from './project-files.ts';

/** Rooms, levels, arrows and largest folder. */
type Figures = readonly [rooms: number, levels: number, arrows: number, largest: number | undefined];

/** Measured by these same functions on the tree before it was rebuilt. */
const before = z
  .object({ packages: z.record(z.string(), z.array(z.number())), mentions: z.record(z.string(), z.number()) })
  .parse(JSON.parse(readText('test/house/figures/5eeb52f.json')));

/** The imports of our packages among each other, at run time. */
export function packageGraph(files: Files): Graph {
  const ours = new Set(packageFolders().map(packageName));
  const sources = new Map(Array.from(files).filter(([path]) => isRunTime(path) && path.endsWith('.ts')));
  return importGraph(sources, (target) => {
    const name = isRunTime(target) ? packageName(packageFolderOf(target)) : packageOf(target);
    return ours.has(name) ? name : undefined;
  });
}

const figuresOf = (graph: Graph, largest?: number): Figures => [graph.size, levels(graph), arrowCount(graph), largest];

function packageFigures(folder: string, files: Files): Figures {
  const own = new Map(Array.from(files).filter(([path]) => path.startsWith(`packages/${folder}/`)));
  const sources = new Map(Array.from(own).filter(([path]) => path.endsWith('.ts')));
  return figuresOf(importGraph(sources, roomIn(folder)), largestFolder(own.keys()).size);
}

const row = (cells: readonly string[]): string => `| ${cells.join(' | ')} |\n`;
const change = (old: number | undefined, now: number | undefined): string => `${old ?? '–'} → ${now ?? '–'}`;

const figuresRow = (name: string, now: Figures): string =>
  row([
    `\`${name}\``,
    ...now.map((figure, index) => (figure === undefined ? '' : change(before.packages[name]?.[index], figure))),
  ]);

/** What the imports and folders of each package come to, and how many files name each carrier: before and after. */
export function houseTable(files: Files): string {
  return [
    row(['package', 'rooms', 'levels', 'arrows', 'largest folder']),
    row(['---', '---:', '---:', '---:', '---:']),
    ...packageFolders().map((folder) => figuresRow(folder, packageFigures(folder, files))),
    figuresRow('all packages', figuresOf(packageGraph(files))),
    '\n',
    row(['carrier', 'files outside its own folders that name it', 'of these, examples and tests']),
    row(['---', '---:', '---:']),
    ...carrierNames().map((name) => {
      const paths = outsideMentions(name, files);
      const examples = String(paths.filter(isExample).length);
      return row([name, change(before.mentions[name], paths.length), examples]);
    }),
  ].join('');
}
