// One door to the terminal: a screen takes `Printable` text alone, and only packages/cli/src/terminal makes it.
import { expect, test } from 'vitest';
import { projectTexts } from './project-files.ts';

const door = 'packages/cli/src/terminal/';
/** It hands the process's own streams to the door, and tells that one of them is lost. */
const edge = 'packages/cli/src/main.ts';

const asPrintable = /\bas (?:unknown as )?Printable\b/u;
// oxlint forbids the console.
const ownStreams = /\bprocess\.std(?:out|err)\b/u;

function printsRaw([path, text]: readonly [string, string]): boolean {
  if (!/^packages\/.+\/src\/.+\.ts$/u.test(path) || path.endsWith('.test.ts')) return false;
  return (asPrintable.test(text) && !path.startsWith(door)) || (ownStreams.test(text) && path !== edge);
}

test('only the door makes text printable, and nothing writes around it', () => {
  expect([...projectTexts()].filter(printsRaw).map(([path]) => path)).toEqual([]);
});

test('printsRaw', () => {
  const cast = 'screen.write(name as Printable)';
  expect(printsRaw(['packages/cli/src/views/a.ts', cast])).toBe(true);
  expect(printsRaw([`${door}a.ts`, cast])).toBe(false);
  expect(printsRaw(['packages/migrate/src/a.ts', 'process.stderr.write(name)'])).toBe(true);
  expect(printsRaw([edge, 'process.stdout'])).toBe(false);
});
