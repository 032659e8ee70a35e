import { parseArgs } from 'node:util';
import { writeFigures } from '../figures.ts';
import { huntEverywhere } from './whole-hunt.ts';

const { values } = parseArgs({ options: { write: { type: 'boolean' } } });
const { tallies, findings, secrets, calls, journey } = await huntEverywhere();
const searched = {
  columns: ['searched', 'strings', 'characters', 'secrets found'],
  rows: Array.from(tallies, ([surface, { strings, characters }]) => {
    const found = findings[surface]?.join(', ') || 'none';
    return [surface, strings, characters, found];
  }),
};
const sum = Object.values(calls).reduce((all, count) => all + count, 0);
const called = { columns: ['calls', 'how many'], rows: [...Object.entries(calls), ['all', sum]] };
process.stdout.write(`${JSON.stringify(journey)}\n${secrets} secrets\n`);
for (const { columns, rows } of [called, searched])
  for (const row of [columns, ...rows]) process.stdout.write(`${row.join(' · ')}\n`);
if (values.write === true) {
  await writeFigures('secrets', searched);
  await writeFigures('secrets-calls', called);
}
