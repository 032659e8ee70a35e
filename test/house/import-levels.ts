import { posix } from 'node:path';
import { isRunTime } from './arrows.ts';
import { importsOf } from './imports.ts';

/** Files by their paths, with their texts. */
export type Files = ReadonlyMap<string, string>;

/** What each node imports: the name of the other node, and one import as an example. */
export type Graph = ReadonlyMap<string, ReadonlyMap<string, string>>;

/** The nodes are what `nodeOf` names; a file without a name is left out, and so are imports within a node. */
export function importGraph(files: Files, nodeOf: (path: string) => string | undefined): Graph {
  const graph = new Map<string, Map<string, string>>();
  for (const [path, text] of files) {
    const node = nodeOf(path);
    if (node === undefined) continue;
    const arrows = graph.get(node) ?? new Map<string, string>();
    graph.set(node, arrows);
    for (const { specifier } of importsOf(text)) {
      const target = specifier?.startsWith('.') === true ? posix.join(posix.dirname(path), specifier) : specifier;
      const next = target === undefined ? undefined : nodeOf(target);
      if (target !== undefined && next !== undefined && next !== node) arrows.set(next, `${path} imports ${target}`);
    }
  }
  return graph;
}

/** The index of src/, or of a folder in it, is a door: it exports what other packages may use. */
const isDoor = (path: string): boolean => /\/src\/([^/]+\/)?index\.ts$/.test(path);

/** Names the rooms of a package: the folders of its src/, and the files that are in src/ itself. Tests are left out. */
export const roomIn =
  (folder: string) =>
  (path: string): string | undefined => {
    const source = `packages/${folder}/src/`;
    if (!path.startsWith(source) || !isRunTime(path) || isDoor(path)) return undefined;
    return path.slice(source.length).split('/')[0]?.replace(/\.ts$/, '');
  };

/** Names the files of a package. */
export const fileIn =
  (folder: string) =>
  (path: string): string | undefined =>
    roomIn(folder)(path) === undefined ? undefined : path.slice(`packages/${folder}/src/`.length);

function reachable(graph: Graph, from: string): Set<string> {
  const reached = new Set<string>();
  const visit = (node: string): void => {
    for (const next of graph.get(node)?.keys() ?? [])
      if (!reached.has(next)) {
        reached.add(next);
        visit(next);
      }
  };
  visit(from);
  return reached;
}

/** Groups of nodes that import each other, by however many steps. */
export function circles(graph: Graph): string[][] {
  const below = new Map(Array.from(graph.keys(), (node) => [node, reachable(graph, node)]));
  const groups = Array.from(graph.keys())
    .filter((node) => below.get(node)?.has(node))
    .map((node) =>
      Array.from(graph.keys()).filter((other) => below.get(node)?.has(other) && below.get(other)?.has(node)),
    );
  return groups.filter((group, index) => groups.findIndex(([first]) => first === group[0]) === index);
}

/** The number of nodes on the longest way down; a circle counts as one. */
export function levels(graph: Graph): number {
  const groups = circles(graph);
  const groupOf = (node: string): string => groups.find((group) => group.includes(node))?.[0] ?? node;
  const depths = new Map<string, number>();
  const depth = (group: string): number => {
    const known = depths.get(group);
    if (known !== undefined) return known;
    const members = Array.from(graph.keys()).filter((node) => groupOf(node) === group);
    const below = members.flatMap((node) => Array.from(graph.get(node)?.keys() ?? [], groupOf));
    const found = 1 + Math.max(0, ...below.filter((other) => other !== group).map(depth));
    depths.set(group, found);
    return found;
  };
  return Math.max(0, ...Array.from(graph.keys(), (node) => depth(groupOf(node))));
}

export const arrowCount = (graph: Graph): number => Array.from(graph.values()).reduce((sum, { size }) => sum + size, 0);

/** Imports that do not lead to a lower floor; `floors` lists the rooms, lowest floor first. */
export function importsUpward(graph: Graph, floors: readonly (readonly string[])[]): string[] {
  const floorOf = (room: string): number => floors.findIndex((rooms) => rooms.includes(room));
  const faults = floors
    .flat()
    .filter((room) => !graph.has(room))
    .map((room) => `'${room}' is on a floor, but there is no such room`);
  for (const [room, arrows] of graph) {
    if (floorOf(room) < 0) faults.push(`'${room}' is on no floor`);
    for (const [next, example] of arrows)
      if (floorOf(next) >= floorOf(room)) faults.push(`'${room}' must not import '${next}': ${example}`);
  }
  return faults;
}
