// Runs the suites of this folder in a vitest of their own: some of their tests must fail.
import { fileURLToPath } from 'node:url';
import { startVitest } from 'vitest/node';

const conditions = ['@subuser/source', 'node', 'import', 'module', 'default'];

const vitest = await startVitest(
  'test',
  [],
  {
    config: false,
    root: fileURLToPath(new URL('.', import.meta.url)),
    include: ['*.suite.ts'],
    reporters: ['verbose'],
    watch: false,
  },
  { resolve: { conditions }, ssr: { resolve: { conditions } } },
);
await vitest.close();
