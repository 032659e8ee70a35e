import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openSubUsers, type SubUsers } from '@subuser/core';
import { createMemoryProvider } from '@subuser/core/memory';
import {
  applyPlan,
  type CredentialSink,
  generateSealKeys,
  type Journal,
  makePlan,
  openFileJournal,
  openFileSink,
  parseMapping,
  type Plan,
  takeInventory,
} from '@subuser/migrate';

/** The plan that moves so many tenants out of a carrier in memory into this account, which is empty. */
export async function planCreates(count: number, target: SubUsers): Promise<Plan> {
  const source = openSubUsers(createMemoryProvider());
  for (let number = 0; number < count; number += 1) {
    const name = `Tenant ${number}`;
    const contact = { email: `desk${number}@tenant.example`, description: `Support desk of tenant ${number}` };
    await source.create({ name, ...contact, grants: ['calls', 'cdr'] });
  }
  const mapping = parseMapping({ version: 1, grants: { calls: ['calls'], cdr: ['cdr'] } });
  return makePlan({
    source: await takeInventory(source, { profile: 'old' }),
    target: await takeInventory(target, { profile: 'new' }),
    mapping,
  });
}

/** A journal and a sink in files, as the command has them, for as long as `work` takes. */
export async function withFiles<T>(work: (journal: Journal, sink: CredentialSink) => Promise<T>): Promise<T> {
  const { publicJwk } = await generateSealKeys();
  const folder = await mkdtemp(join(tmpdir(), 'subuser-bench-'));
  try {
    const journal = await openFileJournal(join(folder, 'journal.ndjson'));
    const sink = await openFileSink(join(folder, 'sealed.jwe'), publicJwk);
    const done = await work(journal, sink);
    await Promise.all([journal.close(), sink.close()]);
    return done;
  } finally {
    await rm(folder, { recursive: true });
  }
}

/** One whole run, its journal and its sealed secrets in files; how many steps it did. */
export async function applyWhole(plan: Plan, target: SubUsers, concurrency: number): Promise<number> {
  const { done, left, failed, blocked } = await withFiles((journal, sink) =>
    applyPlan({ plan, target, journal, sink, concurrency }),
  );
  if (done === plan.steps.length) return done;
  throw new Error(`${done} done, ${failed.length} failed (${failed[0]?.message}), ${left} left, ${blocked} blocked`);
}
