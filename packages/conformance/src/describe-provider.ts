import { afterAll, describe, test } from 'vitest';
import { behaviours } from './behaviours.ts';
import { conclude, concludeAbility } from './conclude.ts';
import { abilities, type OpenHarness } from './harness.ts';
import { judge } from './judge.ts';
import { checkSkips, type Skips } from './skips.ts';

export interface DescribeOptions {
  skip?: Skips;
}

/**
 * Registers every behaviour as a vitest test, each on an account of its own. At the end of the suite, lists every skip with
 * its reason. Throws for a skip of an unknown name.
 *
 * ```ts
 * describeProvider('acme', async () => {
 *   const server = await startAcme();
 *   return { provider: createAcme(server), requests: () => server.requests, close: () => server.close() };
 * }, { skip: { failNext: 'this server cannot lose answers', authenticates: 'it knows no secrets' } });
 * ```
 */
export function describeProvider<O = never>(
  name: string,
  open: OpenHarness<O>,
  { skip = {} }: DescribeOptions = {},
): void {
  checkSkips(skip);
  describe(`${name} is a sub-user provider`, () => {
    const skipped: string[] = [];

    /* oxlint-disable vitest/expect-expect -- the behaviours contain the assertions */
    for (const ability of abilities)
      test(`harness: ${ability}`, async (context) => {
        const harness = await open();
        const isPresent = harness[ability] !== undefined;
        await harness.provider.close();
        await harness.close?.();
        leave(context, ability, concludeAbility(isPresent, skip[ability]));
      });

    for (const behaviour of behaviours)
      test(`${behaviour.name}: ${behaviour.demand}`, async (context) => {
        leave(context, behaviour.name, conclude(await judge(behaviour, open), skip[behaviour.name]));
      });

    /* oxlint-enable vitest/expect-expect */

    function leave(context: { skip(note: string): void }, item: string, outcome: 'passed' | { skipped: string }): void {
      if (outcome === 'passed') return;
      skipped.push(`  ${item}: ${outcome.skipped}`);
      // skipped because of a reason that its caller gave, or because the traits promise nothing
      context.skip(outcome.skipped);
    }

    afterAll(() => {
      // oxlint-disable-next-line no-console -- not every reporter shows the reasons of skips
      if (skipped.length > 0) console.info([`${name}: skipped`, ...skipped].join('\n'));
    });
  });
}
