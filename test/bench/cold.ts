// What the first `import` of an adapter costs beside that of its outside libraries alone, each in a fresh process. Node's
// own start is not in it: the child measures the import only.
import { execFile } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { carrierNames } from '../../workspace.ts';
import { type Cost, inTurn, medianOf, ratio } from './measure.ts';
import type { Row } from './row.ts';

const run = promisify(execFile);
const root = join(import.meta.dirname, '../..');

/** What a package loads at run time from outside of the workspace, by its own manifest and those of ours below it. */
function librariesOf(folder: string): string[] {
  const { dependencies = {} } = JSON.parse(readFileSync(join(root, folder, 'package.json'), 'utf8')) as {
    dependencies?: Record<string, string>;
  };
  const all = Object.keys(dependencies).flatMap((name) =>
    name.startsWith('@subuser/') ? librariesOf(name.replace('@subuser/', 'packages/')) : [name],
  );
  return [...new Set(all)];
}

const program = `
const [cpu, start] = [process.cpuUsage(), performance.now()];
await Promise.all(process.argv.slice(1).map((name) => import(name)));
const [elapsedMs, { user, system }] = [performance.now() - start, process.cpuUsage(cpu)];
console.log(JSON.stringify({ cpuMs: (user + system) / 1000, perSecond: 1000 / elapsedMs }));
`;

async function costOfImport(names: readonly string[]): Promise<Cost> {
  const { stdout } = await run(process.execPath, ['--input-type=module', '--eval', program, ...names]);
  return JSON.parse(stdout) as Cost;
}

const shown = (costs: readonly Cost[]): string =>
  `${medianOf(costs, 'cpuMs').toFixed(0)} ms of CPU, ${(1000 / medianOf(costs, 'perSecond')).toFixed(0)} ms`;

export async function bench(): Promise<Row[]> {
  const rows: Row[] = [];
  for (const adapter of carrierNames()) {
    const names = librariesOf(`packages/carriers/${adapter}`);
    const sides = { ours: [`@subuser/${adapter}`], theirs: names };
    const { ours, theirs } = await inTurn(['ours', 'theirs'], 25, (side) => costOfImport(sides[side]));
    rows.push({
      what: `cold \`import\` of \`@subuser/${adapter}\`: CPU`,
      comparedWith: `${names.join(', ')} alone`,
      figure: ratio(ours, theirs, 'cpuMs'),
      target: { atMost: 1.2 },
      beside: `time ${(1 / ratio(ours, theirs, 'perSecond')).toFixed(2)}; ours ${shown(ours)}; theirs ${shown(theirs)}`,
    });
  }
  return rows;
}
