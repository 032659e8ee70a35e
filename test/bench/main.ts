// `pnpm bench [name…] [--write]`: every bench, one after the other; ends with 1 where a target is missed.
import { fork } from 'node:child_process';
import { once } from 'node:events';
import { readFile, writeFile } from 'node:fs/promises';
import { cpus } from 'node:os';
import { fileURLToPath } from 'node:url';
import { isMet, markdownTable, type Row, textTable } from './row.ts';

const benches = ['calls', 'listing'];

const [program, guard] = ['run.ts', '../support/loopback-guard.ts'].map((path) => new URL(path, import.meta.url));
const document = new URL('../../docs/performance.md', import.meta.url);

async function rowsOf(name: string): Promise<Row[]> {
  const child = fork(fileURLToPath(program ?? ''), [name], { execArgv: ['--import', `${guard}`, '--expose-gc'] });
  const rows: Row[] = [];
  child.on('message', (sent) => rows.push(...(sent as Row[])));
  const [code] = (await once(child, 'exit')) as [number | null];
  if (code !== 0 || rows.length === 0) throw new Error(`The bench “${name}” ended with ${code}, without its figures`);
  return rows;
}

async function write(rows: readonly Row[]): Promise<void> {
  const machine = `${cpus().length} × ${cpus()[0]?.model}, Node ${process.version}, everything on loopback`;
  const text = await readFile(document, 'utf8');
  const [before, after] = [/^[\s\S]*<!-- bench -->\n/u, /<!-- \/bench -->[\s\S]*$/u].map(
    (part) => part.exec(text)?.[0],
  );
  if (before === undefined || after === undefined) throw new Error('docs/performance.md has no place for the table');
  await writeFile(document, `${before}\n${machine}:\n\n${markdownTable(rows)}\n\n${after}`);
}

const named = process.argv.slice(2).filter((argument) => argument !== '--write');
const rows: Row[] = [];
for (const name of named.length > 0 ? named : benches) {
  const found = await rowsOf(name);
  process.stdout.write(textTable(found));
  rows.push(...found);
}
const missed = rows.filter((row) => !isMet(row)).length;
process.stdout.write(`${rows.length - missed} of ${rows.length} targets met\n`);
if (process.argv.includes('--write')) await write(rows);
if (missed > 0) process.exitCode = 1;
