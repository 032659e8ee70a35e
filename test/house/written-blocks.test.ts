import { expect, test } from 'vitest';
import { withBlock } from './marked-block.ts';
import { readText } from './project-files.ts';
import { writtenDocuments } from './written-blocks.ts';

const command = 'npx -y pnpm@10 exec node --conditions=@subuser/source test/house/write-blocks.ts';

test.each(Object.entries(await writtenDocuments()))('the tables in %s are up to date', (path, text) => {
  expect(readText(path), `What this table shows has changed, or it was edited by hand. Run: ${command}`).toBe(text);
});

test('withBlock replaces the text between two markers, and a second time changes nothing', () => {
  const once = withBlock('a\n<!-- one:begin -->\nold\n<!-- one:end -->\nb', 'one', '| $& |\n');
  expect(once).toBe('a\n<!-- one:begin -->\n\n| $& |\n\n<!-- one:end -->\nb');
  expect(withBlock(once, 'one', '| $& |\n')).toBe(once);
});

test('withBlock does not guess where a block belongs', () => {
  const missing = 'The document lacks <!-- one:begin --> or <!-- one:end -->';
  expect(() => withBlock('<!-- one:begin -->', 'one', '')).toThrow(missing);
  expect(() => withBlock('<!-- one:end --> <!-- one:begin -->', 'one', '')).toThrow(missing);
});
