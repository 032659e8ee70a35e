import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { promisify, stripVTControlCharacters } from 'node:util';
import { expect, test } from 'vitest';

const script = fileURLToPath(new URL('../test-support/suites/run-suites.ts', import.meta.url));

/** What vitest prints, line by line, for the suites in test-support: some of their tests must fail. */
async function run(): Promise<string[]> {
  const output = await promisify(execFile)(process.execPath, [script], { maxBuffer: 1e8 }).catch(
    (error: unknown) => error as { stdout: string },
  );
  return stripVTControlCharacters(output.stdout).split('\n');
}

test('a skip shows its reason; a stale skip and a missing reason fail', { timeout: 60_000 }, async () => {
  const lines = await run();
  const failed = lines.flatMap((line, index) => {
    const [, suite, name] = /× .* > (.*) is a sub-user provider > (harness: \w+|[\w-]+)/u.exec(line) ?? [];
    return suite === undefined ? [] : [`${suite}, ${name}${lines[index + 1]}`.replace('   →', ':')];
  });
  const silent = 'The harness lacks this method: add it, or skip it by this name with the reason why it cannot';
  expect(failed).toEqual([
    'a stale one, harness: authenticates: This skip is stale: the harness has it. Remove it; its reason was: not asked',
    'a stale one, lets-one-take-a-name: This skip is stale: it does not apply (names may repeat here). Remove it; its reason was: names repeat',
    'a stale one, deletes-once: This skip is stale: it passes. Remove it; its reason was: long fixed',
    `a silent one, harness: requests: ${silent}`,
    `a silent one, harness: failNext: ${silent}`,
    `a silent one, harness: authenticates: ${silent}`,
  ]);
  const start = lines.indexOf('a sandbox: skipped');
  expect(lines.slice(start, start + 7)).toEqual([
    'a sandbox: skipped',
    '  requests: its SDK hides them',
    '  refuses-what-it-cannot-hold: the traits hold every field',
    '  follows-its-lengths: the traits state no lengths',
    '  lets-one-take-a-name: names may repeat here',
    '  refuses-a-change-it-cannot-make: the traits let every field be changed and emptied',
    '  closes: its SDK has no close',
  ]);
});
