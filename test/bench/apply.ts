// Group commit: a migration with 64 steps in flight against one at a time, each with its journal and its sealed
// credentials on this machine's disk. One flush a step would give 1.
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openSubUsers } from '@subuser/core';
import { createMemoryProvider } from '@subuser/core/memory';
import {
  applyPlan,
  generateSealKeys,
  makePlan,
  openFileJournal,
  openFileSink,
  parseMapping,
  takeInventory,
} from '@subuser/migrate';
import { compare } from './ratio.ts';

const steps = 500;
const folder = await mkdtemp(join(tmpdir(), 'subuser-bench-'));
const { publicJwk } = await generateSealKeys();
const source = openSubUsers(createMemoryProvider({ carrier: 'old' }));
for (let index = 0; index < steps; index += 1) await source.create({ name: `tenant ${index}` });
let runs = 0;

async function apply(concurrency: number): Promise<number> {
  const target = openSubUsers(createMemoryProvider({ carrier: 'new' }));
  const sides = {
    source: await takeInventory(source, { profile: 'old' }),
    target: await takeInventory(target, { profile: 'new' }),
  };
  const plan = makePlan({ ...sides, mapping: parseMapping({ version: 1 }) });
  runs += 1;
  const journal = await openFileJournal(join(folder, `${runs}.journal`));
  const sink = await openFileSink(join(folder, `${runs}.jwe`), publicJwk);
  const { done } = await applyPlan({ plan, target, journal, sink, concurrency });
  await Promise.all([journal.close(), sink.close()]);
  return done;
}

try {
  await compare(
    'durable steps, 64 in flight against one',
    4,
    () => apply(64),
    () => apply(1),
  );
} finally {
  await rm(folder, { recursive: true });
}
