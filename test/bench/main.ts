// `pnpm bench [name…] [--write]`: every bench, one after the other; ends with 1 where a target is missed.
import { fork } from 'node:child_process';
import { once } from 'node:events';
import { readdirSync } from 'node:fs';
import { readFile, writeFile } from 'node:fs/promises';
import { cpus } from 'node:os';
import { fileURLToPath } from 'node:url';
import { carrierNames } from '../../workspace.ts';
import { newAuthority } from './authority.ts';
import { isMet, markdownTable, type Row, textTable } from './row.ts';
import { shareStolen } from './stolen.ts';

/** A carrier's own benches, `test/carriers/<name>/bench-<what>.ts`, but for what the bench server answers. */
const ofCarriers = carrierNames().flatMap((name) =>
  readdirSync(new URL(`../carriers/${name}`, import.meta.url))
    .filter((file) => /^bench-.+\.ts$/u.test(file) && file !== 'bench-answers.ts')
    .map((file) => `${name}/${file.slice('bench-'.length, -'.ts'.length)}`),
);

const benches = ['calls', ...ofCarriers, 'clients', 'listing', 'plan', 'apply', 'rate', 'resume', 'cold', 'size'];

/** Beyond this share of the machine its figures say as much of its neighbours as of us. */
const mostStolen = 0.01;

const [program, guard] = ['run.ts', '../support/loopback-guard.ts'].map((path) => new URL(path, import.meta.url));
const document = new URL('../../docs/performance.md', import.meta.url);

const authority = await newAuthority();

async function rowsOf(name: string): Promise<Row[]> {
  const env = { ...process.env, ...authority.environment };
  const child = fork(fileURLToPath(program ?? ''), [name], { env, execArgv: ['--import', `${guard}`, '--expose-gc'] });
  const rows: Row[] = [];
  child.on('message', (sent) => rows.push(...(sent as Row[])));
  const [code] = (await once(child, 'exit')) as [number | null];
  if (code !== 0 || rows.length === 0) throw new Error(`The bench “${name}” ended with ${code}, without its figures`);
  return rows;
}

/** Each bench has a place of its own in the document, so that one can be renewed alone. */
async function write(name: string, rows: readonly Row[], conditions: string): Promise<void> {
  const text = await readFile(document, 'utf8');
  const [begin, end] = [`<!-- bench ${name} -->\n`, `<!-- /bench ${name} -->`];
  const [from, to] = [text.indexOf(begin), text.indexOf(end)];
  if (from < 0 || to < from) throw new Error(`docs/performance.md has no place for the bench “${name}”`);
  const before = text.slice(0, from + begin.length);
  await writeFile(document, `${before}\n${markdownTable(rows)}\n\n${conditions}\n\n${text.slice(to)}`);
}

const isWritten = process.argv.includes('--write');
const named = process.argv.slice(2).filter((argument) => argument !== '--write');
const rows: Row[] = [];
for (const name of named.length > 0 ? named : benches) {
  const { result: found, stolen } = await shareStolen(() => rowsOf(name));
  const machine = `${cpus().length} × ${cpus()[0]?.model}, Node ${process.version}, everything on loopback`;
  const taken = Number.isNaN(stolen)
    ? ''
    : `; its host gave ${(stolen * 100).toFixed(1)} % of it to others meanwhile${
        stolen > mostStolen ? ', too much for figures to be trusted: a busy host flatters' : ''
      }`;
  process.stdout.write(`${textTable(found)}${machine}${taken}.\n`);
  if (isWritten) await write(name, found, `${machine}${taken}.`);
  rows.push(...found);
}
await authority.remove();
const missed = rows.filter((row) => !isMet(row)).length;
process.stdout.write(`${rows.length - missed} of ${rows.length} targets met\n`);
if (missed > 0) process.exitCode = 1;
