import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { Secret, SubUserError, type SubUserProvider } from '@subuser/core';
import { describe, expect, onTestFinished, test } from 'vitest';
import { type CarrierName, carrierNames } from './carrier.ts';
import { clockFactor, runChaos } from './chaos/run.ts';
import { createCompressedClock } from './compressed-clock.ts';
import { startCarrier } from './start-carrier.ts';

const runs = 2_000;
const command = fileURLToPath(new URL('chaos.ts', import.meta.url));

/** In a process of its own, which can see what is left open and what rejects unheard. */
async function chaos(carrier: CarrierName): Promise<Record<string, number>> {
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
const ownCalls = { vobiz: ['suspend', 'resume'], voximplant: ['changePassword'] };
const ownFaults = {
  vobiz: ['error-200'],
  voximplant: [1, 2, 4, 484, 515, 162, 340, 416].map((code) => `error-200, code ${code}`),
};

describe.concurrent('2,000 runs in which nothing is lost, doubled or misreported', () => {
  test.each(carrierNames)('%s', { timeout: 600_000 }, async (carrier) => {
    const counts = await chaos(carrier);
    expect(counts['runs']).toBe(runs);
    const named = (group: string, names: readonly string[]): string[] => names.map((name) => `${group}: ${name}`);
    const tried = [
      ...named('call', [...calls, ...ownCalls[carrier]]),
      ...named('end', codes),
      ...named('fault', [...faults, ...ownFaults[carrier]]),
    ];
    // Each of them often enough to matter.
    expect(tried.filter((what) => (counts[what] ?? 0) < 50)).toEqual([]);
  });
});

/** The complaints of the first run that has any. */
async function firstComplaints(
  name: CarrierName,
  breaking: (provider: SubUserProvider) => SubUserProvider,
): Promise<string> {
  const clock = createCompressedClock(clockFactor);
  const carrier = await startCarrier(name, clock);
  onTestFinished(() => carrier.close());
  for (let seed = 1; seed <= 150; seed += 1) {
    const { complaints } = await runChaos({ carrier, seed: String(seed), clock, breaking });
    if (complaints.length > 0) return complaints.join('\n');
  }
  return 'no complaint';
}

function ended(operation: string, code: 'unavailable' | 'internal'): SubUserError {
  return new SubUserError(code, 'planted', { carrier: 'vobiz', operation });
}

/** What a library could do wrong, as a provider that does it. */
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
  'calls a lost create not applied': {
    breaking: (provider) => ({
      ...provider,
      create: (draft, call) =>
        provider.create(draft, call).catch((error: unknown) => {
          throw SubUserError.is(error, 'outcome-unknown') ? ended('create', 'unavailable') : error;
        }),
    }),
    complaint: /was refused, and is there/,
  },
  'calls a lost update not applied': {
    breaking: (provider) => ({
      ...provider,
      update: (id, revision, call) =>
        provider.update(id, revision, call).catch((error: unknown) => {
          throw SubUserError.is(error, 'outcome-unknown') ? ended('update', 'unavailable') : error;
        }),
    }),
    complaint: /reported was/,
  },
  'takes a lost deletion for done': {
    breaking: (provider) => ({
      ...provider,
      delete: (id, call) => provider.delete(id, call).catch(() => undefined),
    }),
    complaint: /though its deletion was reported|is there [12] times, created/,
  },
  'reports a secret that is none': {
    breaking: (provider) => ({
      ...provider,
      async create(draft, call) {
        const created = await provider.create(draft, call);
        return { ...created, credentials: { login: created.subUser.id, secret: new Secret('none') } };
      },
    }),
    complaint: /secret that was reported for SA_\w+ does not work/,
  },
  'leaves a row of a page out': {
    breaking: (provider) => ({
      ...provider,
      async listPage(request, call) {
        const page = await provider.listPage(request, call);
        return { ...page, items: page.items.slice(1) };
      },
    }),
    complaint: /list: is without|found nothing|found undefined|is there 2 times|found another/,
  },
  'rejects with what is no SubUserError': {
    breaking: (provider) => ({ ...provider, get: () => Promise.reject(new TypeError('a bug')) }),
    complaint: /internal cannot come of this read/,
  },
};

test.each(Object.entries(breaks))('goes red for a provider that %s', { timeout: 120_000 }, async (_what, how) => {
  expect(await firstComplaints('vobiz', how.breaking)).toMatch(how.complaint);
});
