import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';

const read = (path: string): string => readFileSync(new URL(path, import.meta.url), 'utf8');

test('docs/adding-a-carrier.md shows the caller that runs here', () => {
  expect(read('../../docs/adding-a-carrier.md')).toContain(`\`\`\`ts\n${read('third-carrier.test.ts')}\`\`\``);
});
