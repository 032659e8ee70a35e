import { readFileSync } from 'node:fs';
import { type ErrorCode, errorCodes } from '@subuser/core';
import type { FaultRule } from '@subuser/emulator';
import { carriers } from '../../carriers/all.ts';
import type { CarrierUnderTest } from '../../carriers/carrier-under-test.ts';
import { abortStages, type Ending, type Expected, type Making, type OutcomeClass } from './ending.ts';
import { gatePlays } from './gate.ts';
import { placeNames } from './places.ts';

/** The limits of attempts with which every ending is tried, in the order of the numbers of tries in the table. */
export const attemptsTried = [1, 3] as const;

const traces = ['unseen', 'seen', 'applied'] as const;

/** The word, if it is one of these; a misspelt table must not pass as a proof. */
function oneOf<const T extends string>(words: readonly T[], word: string): T {
  const found = words.find((known) => known === word);
  if (found === undefined) throw new Error(`endings.md: “${word}” is none of ${words.join(', ')}`);
  return found;
}

/** `status=503 applied=true`: values are JSON. */
function settingsIn(text: string): Record<string, unknown> {
  return Object.fromEntries(
    Array.from(text.matchAll(/(\w+)=("[^"]*"|\S+)/gu), ([, name = '', value = '']) => [name, JSON.parse(value)]),
  );
}

function readMaking(cell: string): Making {
  const [, kind = '', rest = ''] = /^(\w+): (.+)$/u.exec(cell) ?? [];
  if (kind === 'place') return { place: oneOf(placeNames, rest) };
  if (kind === 'gate') return { gate: oneOf(gatePlays, rest) };
  if (oneOf(['fault'], kind) === 'fault') {
    // An emulator that does not know the fault answers normally, and the case fails.
    const [fault = ''] = rest.split(' ');
    return { fault: { fault, ...settingsIn(rest) } as FaultRule };
  }
  throw new Error(`endings.md: ${cell}`);
}

function readExpected(cell: string): Expected {
  const [code = '', ...tries] = cell.split(' ');
  return {
    code: oneOf<ErrorCode>(errorCodes, code),
    tries: Object.fromEntries(attemptsTried.map((attempts, place) => [attempts, Number(tries[place])])),
  };
}

function readRow(cells: readonly string[], on: readonly CarrierUnderTest[]): Ending {
  const [name = '', making = '', condition = '', read = '', write = '', trace = '', code = '', wait = ''] = cells;
  const abort = /^abort: (.+)$/u.exec(condition)?.[1];
  return {
    name,
    on,
    making: readMaking(making),
    timeouts: settingsIn(condition),
    abort: abort === undefined ? undefined : oneOf(abortStages, abort),
    read: readExpected(read),
    write: readExpected(write),
    trace: oneOf(traces, trace),
    carrierCode: code === '' ? undefined : (JSON.parse(code) as string | number),
    retryAfterMs: wait === '' ? undefined : Number(wait.replace(/ ms$/u, '')),
  };
}

/** The rows of all tables in a Markdown text, without their heads. */
export function rowsIn(markdown: string): string[][] {
  const lines = markdown.split('\n').filter((line) => line.startsWith('|'));
  const rows = lines.map((line) =>
    line
      .slice(1, line.lastIndexOf('|'))
      .split('|')
      .map((cell) => cell.trim()),
  );
  const isRule = (row: readonly string[] = []): boolean =>
    row.length > 0 && row.every((cell) => /^:?-+:?$/u.test(cell));
  return rows.filter((row, place) => !isRule(row) && !isRule(rows[place + 1]));
}

function readClasses(file: URL, on: readonly CarrierUnderTest[]): OutcomeClass[] {
  const sections = readFileSync(file, 'utf8').split(/^## /mu).slice(1);
  return sections.map((section) => ({
    documented: section.slice(0, section.indexOf('\n')),
    endings: rowsIn(section).map((row) => readRow(row, on)),
  }));
}

/** The general endings and those of each carrier; those under the same heading are one class. */
export function readEndings(): OutcomeClass[] {
  const classes = [
    ...readClasses(new URL('endings.md', import.meta.url), carriers),
    ...carriers.flatMap((carrier) => readClasses(carrier.endings, [carrier])),
  ];
  const byHeading = Map.groupBy(classes, ({ documented }) => documented);
  return Array.from(byHeading, ([documented, parts]) => ({
    documented,
    endings: parts.flatMap(({ endings }) => endings),
  }));
}
