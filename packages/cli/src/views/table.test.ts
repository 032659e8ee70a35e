import { expect, test } from 'vitest';
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
