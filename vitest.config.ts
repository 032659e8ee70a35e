import { defineConfig } from 'vitest/config';
import { packageFolders } from './workspace.ts';

// Tests and coverage read the sources through this export condition; without it coverage of dist shows 0 %.
const conditions = ['@subuser/source', 'node', 'import', 'module', 'default'];
const resolve = { conditions };
const ssr = { resolve: { conditions } };
// Loaded in every worker: any connection that leaves loopback fails the test that made it.
const setupFiles = [new URL('test/support/loopback-only.ts', import.meta.url).pathname];
// No test is about speed, so none may fail for it: the default of 5 s is short on a busy machine.
const patience = { testTimeout: 60_000, hookTimeout: 60_000, expect: { poll: { timeout: 10_000 } } };
const shared = { setupFiles, ...patience };

const packages = packageFolders().map((name) => ({
  resolve,
  ssr,
  test: { name: name.replace('carriers/', ''), root: `packages/${name}`, include: ['src/**/*.test.ts'], ...shared },
}));

export default defineConfig({
  test: {
    // The report is what .ci/run counts.
    reporters: ['default', ['json', { outputFile: 'coverage/report.json' }]],
    projects: [
      ...packages,
      { resolve, ssr, test: { name: 'test', root: 'test', include: ['**/*.test.ts'], ...shared } },
    ],
    coverage: {
      provider: 'v8',
      // Relative to each project's root, and to the workspace's.
      include: ['src/**/*.ts', 'packages/**/src/**/*.ts'],
      exclude: ['**/*.test.ts', '**/index.ts'],
      thresholds: { lines: 90, branches: 85 },
    },
  },
});
