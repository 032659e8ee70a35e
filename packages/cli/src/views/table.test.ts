import widthOfText from 'fast-string-width';
import { describe, expect, test } from 'vitest';
import { tableLines } from './table.ts';

test('columns are as wide as their widest cell on the screen', async () => {
  const family = '\u{1F468}\u200D\u{1F469}\u200D\u{1F467}';
  const rows = [
    ['name', 'note'],
    ['日本', 'wide'],
    ['e\u0301', 'combining'],
    ['', 'Line\nbreak'],
  ];
  expect((await tableLines(rows)).join('\n')).toBe(
    [
      '┌──────┬────────────┐',
      '│ name │ note       │',
      '├──────┼────────────┤',
      '│ 日本 │ wide       │',
      '│ e\u0301    │ combining  │',
      '│      │ Line⏎break │',
      '└──────┴────────────┘',
    ].join('\n'),
  );
  expect((await tableLines([[family]])).join('\n')).not.toContain('\u200D');
});

describe('a screen that is too narrow', () => {
  const long = 'Long name '.repeat(22).trim();
  const rows = [
    ['id', 'name', 'status'],
    ['SA_12345678', long, 'active'],
    ['SA_2', '日本テレコム株式会社', ''],
  ];

  test.each([40, 60, 80])('%i columns: cells are cut, a line for each row, and the key stays whole', async (width) => {
    const lines = await tableLines(rows, width, { long: 'cut', whole: ['id'] });
    expect(lines.map((line) => widthOfText(line))).toEqual(lines.map(() => width));
    expect(lines).toHaveLength(6);
    expect(lines[3]).toMatch(/^│ SA_12345678 │ Long [\w ]*… │ active │$/u);
  });

  test('cells are wrapped between words where all of them matter', async () => {
    const lines = await tableLines(rows, 44);
    expect(lines.map((line) => widthOfText(line))).toEqual(lines.map(() => 44));
    expect(lines.slice(3, 5)).toEqual([
      '│ SA_12345678 │ Long name Long    │ active │',
      '│             │ name Long name    │        │',
    ]);
    expect(lines.join('').match(/Long/gu)).toHaveLength(22);
  });

  test('or else each row is a block, without empty fields', async () => {
    const lines = await tableLines(rows, 25, { long: 'cut', whole: ['id'] });
    expect(lines.filter((line) => widthOfText(line) > 25)).toEqual([]);
    expect(lines.slice(0, 2)).toEqual(['id      SA_12345678', 'name    Long name Long']);
    expect(lines.slice(-4)).toEqual(['', 'id    SA_2', 'name  日本テレコム株式会', '      社']);
  });

  test('a mark is a line of its own', async () => {
    expect(
      await tableLines(
        [
          ['', 'source'],
          ['+', 'Acme-Acme'],
        ],
        10,
      ),
    ).toEqual(['+', 'source  Acme-Acme']);
  });

  test('a pipe is as wide as it has to be', async () => {
    expect((await tableLines(rows))[3]).toContain(long);
  });
});

test('200,000 rows', { timeout: 30_000 }, async () => {
  const rows = Array.from({ length: 200_000 }, () => ['1']);
  expect(await tableLines(rows, 80)).toHaveLength(200_003);
});
