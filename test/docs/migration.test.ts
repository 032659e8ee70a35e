import { expect, test } from 'vitest';
import { readText } from '../house/project-files.ts';
import { rerunMigration } from './rerun-migration.ts';
import { commandsOf, steady, runnableBlocks, withBodies } from './runnable-blocks.ts';

const command = 'npx -y pnpm@10 exec node --conditions=@subuser/source test/docs/write-docs.ts';

test('docs/migration.md shows what the commands print, from the first to the last', { timeout: 60_000 }, async () => {
  const text = readText('docs/migration.md');
  expect(text, `The command prints something else now. Read the difference, then run: ${command}`).toBe(
    await rerunMigration(text),
  );
});

test('docs/migration.md shows every command of a migration, and is short enough to be read', () => {
  const text = readText('docs/migration.md');
  const shown = runnableBlocks(text).flatMap(({ body }) => commandsOf(body));
  for (const name of ['init', 'plan', 'show', 'apply', 'status', 'verify', 'report', 'undo'])
    expect(shown.filter((line) => line.startsWith(`subuser migrate ${name} `))).not.toEqual([]);
  expect(text.trimEnd().split('\n').length).toBeLessThan(290);
});

const text = `
\`\`\`json a.json
{}
\`\`\`

<!-- scene: rain -->

\`\`\`console
$ one
old
$ two > file
\`\`\`

\`\`\`sh
$ not run
\`\`\`
`;

test('runnable blocks are files and commands; a scene belongs to its block', () => {
  const blocks = runnableBlocks(text);
  expect(blocks.map(({ from: _from, to: _to, ...rest }) => rest)).toEqual([
    { file: 'a.json', body: '{}\n' },
    { scene: 'rain', body: '$ one\nold\n$ two > file\n' },
  ]);
  expect(blocks.map(({ body }) => commandsOf(body))).toEqual([[], ['one', 'two > file']]);
  expect(withBodies(text, blocks, ['{}\n', '$ one\nnew\n'])).toBe(text.replace('old\n$ two > file', 'new'));
});

test('only digests and times may differ', () => {
  const text = `SA_GLMAIRJ6 109 ${'0a'.repeat(32)} 2026-11-21T12:00:00.123Z 12 s`;
  expect(steady(text)).toBe('SA_GLMAIRJ6 109 <digest> <time> 12 s');
});
