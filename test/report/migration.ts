import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Control, FaultRule } from '@subuser/emulator';
import type { JournalEntry, Plan } from '@subuser/migrate';
import { decide, type Session, sourceOf, targetOf, there } from '../migrate/direction.ts';

/** A name that would run if it were not escaped. */
export const hostileName = '<script>alert(1)</script>';

/** The carrier throttles twice, and refuses four creates because the account is full. */
function moods(): Parameters<Control['inject']>[0] {
  let creates = 0;
  const throttled: FaultRule = { fault: 'status', status: 429, retryAfter: 4 };
  return ({ operation }) => {
    if (operation !== 'create') return undefined;
    creates += 1;
    if (creates === 30 || creates === 80) return throttled;
    return creates % 25 === 0 ? there.to.full : undefined;
  };
}

export interface Migration {
  plan: Plan;
  /** Of the journal; none before `apply`. */
  entries: () => Promise<JournalEntry[]>;
  apply: () => Promise<void>;
  /** Writes the report into the session's folder and returns its path. */
  report: (file: string) => Promise<string>;
}

/**
 * 120 sub-users, some of which the mapping leaves out or blocks, with a plan to move them to a carrier that throttles and
 * refuses on the way.
 */
export async function planMigration(session: Session): Promise<Migration> {
  const { folder } = session;
  const target = targetOf(session);
  const [, leftOut = ''] = sourceOf(session).seed(119);
  await session.run('create --profile old --seal hostile.jwe --recipient keys/public.jwk.json --name', hostileName);
  const starter = await session.run('migrate init --from old --to new');
  const mapping = decide(there, starter.data)
    .replace('"disabled": "activate"', '"disabled": "keep"')
    .replace('"filter": {}', `"filter": { "except": ["${leftOut}"] }`);
  await session.write('map.json', mapping);
  await session.run('migrate plan --from old --to new --map map.json --out plan.json');
  const read = (file: string): Promise<string> => readFile(join(folder, file), 'utf8');
  return {
    plan: JSON.parse(await read('plan.json')) as Plan,
    async entries() {
      const lines = (await read('plan.journal.ndjson')).trimEnd().split('\n');
      return lines.map((line) => JSON.parse(line) as JournalEntry);
    },
    async apply() {
      target.latencyMs = 8;
      target.inject(moods());
      await session.run(
        'migrate apply plan.json --seal moved.jwe --recipient keys/public.jwk.json --concurrency 4 --journal plan.journal.ndjson',
      );
    },
    async report(file) {
      await session.run(`migrate report plan.json --out ${file}`);
      return join(folder, file);
    },
  };
}
