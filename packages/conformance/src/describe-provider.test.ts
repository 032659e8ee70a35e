import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { promisify, stripVTControlCharacters } from 'node:util';
import { expect, test } from 'vitest';

const script = fileURLToPath(new URL('../test-support/suites/run-suites.ts', import.meta.url));

/** What vitest prints, line by line, of the suites in test-fixtures: some of their tests have to fail. */
async function run(): Promise<string[]> {
  const output = await promisify(execFile)(process.execPath, [script], { maxBuffer: 1e8 }).catch(
    (error: unknown) => error as { stdout: string },
  );
  return stripVTControlCharacters(output.stdout).split('\n');
}

test('what is skipped shows its reason; what is stale or silent fails', { timeout: 60_000 }, async () => {
  const lines = await run();
  const failed = lines.flatMap((line, index) => {
    const [, suite, name] = /× .* > (.*) is a sub-user provider > (harness: \w+|[\w-]+)/u.exec(line) ?? [];
    return suite === undefined ? [] : [`${suite}, ${name}${lines[index + 1]}`.replace('   →', ':')];
  });
  const silent = 'The harness has no such method: add it, or say by a skip of this name why it cannot';
  expect(failed).toEqual([
    'a stale one, harness: authenticates: This skip is stale, the harness has it. Take it out; its reason was: not asked',
    'a stale one, lets-one-take-a-name: This skip is stale, it does not apply (names may repeat here). Take it out; its reason was: names repeat',
    'a stale one, deletes-once: This skip is stale, it passes. Take it out; its reason was: long fixed',
    `a silent one, harness: requests: ${silent}`,
    `a silent one, harness: failNext: ${silent}`,
    `a silent one, harness: authenticates: ${silent}`,
  ]);
  const start = lines.indexOf('a sandbox: skipped');
  expect(lines.slice(start, start + 7)).toEqual([
    'a sandbox: skipped',
    '  requests: its SDK hides them',
    '  follows-its-lengths: the traits state no lengths',
    '  lets-one-take-a-name: names may repeat here',
    '  refuses-what-it-cannot-hold: the traits hold every field',
    '  refuses-a-change-it-cannot-make: the traits let everything be changed and emptied',
    '  closes: its SDK has no close',
  ]);
});
