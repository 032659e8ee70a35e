import { defineConfig } from 'vitest/config';

const conditions = ['@subuser/source', 'node', 'import', 'module', 'default'];

// oxlint-disable-next-line import/no-default-export
export default defineConfig({
  resolve: { conditions },
  ssr: { resolve: { conditions } },
  test: { include: ['*.suite.ts'] },
});
