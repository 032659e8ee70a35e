import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { Secret, SubUserError, type SubUserProvider } from '@subuser/core';
import { describe, expect, onTestFinished, test } from 'vitest';
import { carriers } from '../carriers/all.ts';
import type { CarrierUnderTest } from '../carriers/carrier-under-test.ts';
import { clockFactor, runChaos } from './chaos/run.ts';
import { createCompressedClock } from './compressed-clock.ts';

const runs = 2_000;
const command = fileURLToPath(new URL('chaos.ts', import.meta.url));

/** Runs in a process of its own, which can see what is left open and which rejections are unhandled. */
async function chaos(carrier: string): Promise<Record<string, number>> {
  const options = ['--conditions=@subuser/source', command, '--carrier', carrier, '--runs', String(runs), '--json'];
  const { stdout } = await promisify(execFile)(process.execPath, options, { maxBuffer: 1e8 }).catch(
    (error: { stdout: string }) => expect.unreachable(error.stdout.slice(-10_000)),
  );
  return JSON.parse(stdout.trimEnd().split('\n').at(-1) ?? '') as Record<string, number>;
}

const calls = ['create', 'create-wrongly', 'update', 'delete', 'get', 'list', 'find'];
const codes = ['resolved', 'outcome-unknown', 'unexpected-response', 'unavailable', 'rate-limited', 'cancelled'];
const faults = [
  '429',
  '429 with Retry-After',
  '500',
  '503',
  '502 with HTML',
  'drop-before-apply',
  'drop-after-apply',
  'apply-late',
  'slow',
  'stalled-headers',
  'stalled-body',
  'half-body',
  'garbage-json',
  'html-200',
  'empty-body',
  'redirect',
  'odd-field',
];
describe.concurrent('2,000 runs in which nothing is lost, doubled or misreported', () => {
  test.each(carriers)('$label', { timeout: 600_000 }, async (carrier) => {
    const counts = await chaos(carrier.name);
    expect(counts['runs']).toBe(runs);
    const named = (group: string, names: readonly string[]): string[] => names.map((name) => `${group}: ${name}`);
    const tried = [
      ...named('call', [...calls, ...carrier.chaos.calls]),
      ...named('end', codes),
      ...named('fault', [...faults, ...carrier.chaos.faults]),
    ];
    // Each of them often enough to matter.
    expect(tried.filter((what) => (counts[what] ?? 0) < 50)).toEqual([]);
  });
});

/** The complaints of the first run that has any. */
async function firstComplaints(
  carrier: CarrierUnderTest,
  breaking: (provider: SubUserProvider) => SubUserProvider,
): Promise<string> {
  const clock = createCompressedClock(clockFactor);
  const account = await carrier.openAccount(clock);
  onTestFinished(() => account.close());
  for (let seed = 1; seed <= 150; seed += 1) {
    const { complaints } = await runChaos({ account, seed: String(seed), clock, breaking });
    if (complaints.length > 0) return complaints.join('\n');
  }
  return 'no complaint';
}

function unavailable(carrier: string, operation: string): SubUserError {
  return new SubUserError('unavailable', 'planted', { carrier, operation });
}

/** Providers that do what a library could do wrong. */
const breaks: Record<string, { breaking: (provider: SubUserProvider) => SubUserProvider; complaint: RegExp }> = {
  'sends a create again that may have been applied': {
    breaking: (provider) => ({
      ...provider,
      create: (draft, call) =>
        provider.create(draft, call).catch((error: unknown) => {
          if (!SubUserError.is(error, 'outcome-unknown')) throw error;
          return provider.create(draft, call);
        }),
    }),
    complaint: /is there 2 times|is there 1 times, created/,
  },
  'reports a lost create as not applied': {
    breaking: (provider) => ({
      ...provider,
      create: (draft, call) =>
        provider.create(draft, call).catch((error: unknown) => {
          throw SubUserError.is(error, 'outcome-unknown') ? unavailable(provider.carrier, 'create') : error;
        }),
    }),
    complaint: /was refused, and is there/,
  },
  'reports a lost update as not applied': {
    breaking: (provider) => ({
      ...provider,
      update: (id, revision, call) =>
        provider.update(id, revision, call).catch((error: unknown) => {
          throw SubUserError.is(error, 'outcome-unknown') ? unavailable(provider.carrier, 'update') : error;
        }),
    }),
    complaint: /reported was/,
  },
  'reports a lost deletion as done': {
    breaking: (provider) => ({
      ...provider,
      delete: (id, call) => provider.delete(id, call).catch(() => undefined),
    }),
    complaint: /though its deletion was reported|is there [12] times, created|done, though it was gone/,
  },
  'reports a wrong secret': {
    breaking: (provider) => ({
      ...provider,
      async create(draft, call) {
        const created = await provider.create(draft, call);
        return { ...created, credentials: { login: created.subUser.id, secret: new Secret('none') } };
      },
    }),
    complaint: /secret that was reported for \S+ does not work/,
  },
  'leaves out a row of a page': {
    breaking: (provider) => ({
      ...provider,
      async listPage(request, call) {
        const page = await provider.listPage(request, call);
        return { ...page, items: page.items.slice(1) };
      },
    }),
    // Where the carrier says how many there are, the list is refused instead.
    complaint: /list: is without|found nothing|found undefined|is there 2 times|found another|cannot be settled/,
  },
  'rejects with an error that is not a SubUserError': {
    breaking: (provider) => ({ ...provider, get: () => Promise.reject(new TypeError('a bug')) }),
    complaint: /internal cannot come of this read/,
  },
};

// A doubled create is seen only where names repeat.
const carrier = carriers.find(({ traits }) => !traits.name.unique);

test.each(Object.entries(breaks))('goes red for a provider that %s', { timeout: 120_000 }, async (_what, how) => {
  expect(await firstComplaints(carrier ?? expect.unreachable(), how.breaking)).toMatch(how.complaint);
});
