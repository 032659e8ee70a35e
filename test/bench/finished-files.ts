// The journal and the sink of a plan whose steps are all done, in the format of their writers, in seconds.
import { mkdtemp, open, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Secret } from '@subuser/core';
import { generateSealKeys, type JournalEntry, openFileJournal, openFileSink, type Plan } from '@subuser/migrate';

export interface FinishedFiles {
  journal: string;
  sink: string;
  steps: number;
  publicJwk: PublicKey;
}

type PublicKey = Awaited<ReturnType<typeof generateSealKeys>>['publicJwk'];

const digest = 'd'.repeat(64);
/** Steps in flight, which end together, in another order than they began in. */
const together = 16;
const at = 1_795_642_670_123;

const stepId = (place: number): string => `SA_${place.toString(36).toUpperCase().padStart(8, '0')}`;
const nonceOf = (place: number): string => ((place * 2_654_435_761) % 36 ** 10).toString(36).padStart(10, '0');
const targetOf = (place: number): string => String(1_000_000 + place);
const lineOf = (place: number) => ({ step: stepId(place), nonce: nonceOf(place), target: targetOf(place) });
const credentialsOf = (place: number) => ({
  carrier: 'there',
  id: targetOf(place),
  login: `orbit-labs-billing-${place}`,
  secret: 'a secret of twenty..',
});

/** As a plan is in memory when it was read from its file. */
export function planOf(steps: number): Plan {
  const step = (place: number): unknown => ({
    id: stepId(place),
    name: `Orbit Labs Billing ${place}`,
    action: 'create',
    input: {
      name: `orbit-labs-billing-${place}`,
      description: 'Billing of Orbit Labs',
      grants: ['Supervisor'],
      reference: `here:${stepId(place)}`,
    },
    losses: [{ field: 'email', why: 'the target has no such field' }],
    blocks: [],
  });
  const all = Array.from({ length: steps }, (_, place) => JSON.parse(JSON.stringify(step(place))));
  return { digest, steps: all } as unknown as Plan;
}

function entriesOf(places: readonly number[], ended: readonly number[]): JournalEntry[] {
  return [
    ...places.map((place): JournalEntry => ({ type: 'intent', step: stepId(place), nonce: nonceOf(place), at })),
    ...ended.flatMap((place): JournalEntry[] => [
      { type: 'sealed', ...lineOf(place), at },
      { type: 'done', step: stepId(place), target: targetOf(place), at },
    ]),
  ];
}

const textOf = (entries: readonly JournalEntry[]): string =>
  entries.map((entry) => `${JSON.stringify(entry)}\n`).join('');

function sealedLine(places: readonly number[], { kid }: PublicKey): string {
  const coordinate = 'A'.repeat(43);
  const epk = { x: coordinate, crv: 'P-256', kty: 'EC', y: coordinate };
  const header = { alg: 'ECDH-ES', enc: 'A256GCM', kid, lines: places.map(lineOf), epk };
  const sealed = Buffer.alloc(JSON.stringify(places.map(credentialsOf)).length).toString('base64url');
  return `${Buffer.from(JSON.stringify(header)).toString('base64url')}..${'A'.repeat(16)}.${sealed}.${'A'.repeat(22)}\n`;
}

/** A line without what is random in it. */
function masked(line: string): string {
  const [header = '', ...parts] = line.split('.');
  const clear = Buffer.from(header, 'base64url').toString();
  return [clear.replaceAll(/"([xy])":"[\w-]{43}"/gu, '"$1":"…"'), ...parts.map((part) => part.length)].join('.');
}

function groupAt(from: number, steps: number): { places: number[]; ended: number[] } {
  const places = Array.from({ length: Math.min(together, steps - from) }, (_, index) => from + index);
  const ended = places.toSorted((one, two) => ((one * 5) % together) - ((two * 5) % together));
  return { places, ended };
}

/** The same bytes as the writers write, but for what is random. */
async function checkAgainstWriters(folder: string, publicJwk: PublicKey): Promise<void> {
  const [path, sealed] = [join(folder, 'few.ndjson'), join(folder, 'few.jwe')];
  const { places, ended } = groupAt(0, together);
  const entries = entriesOf(places, ended);
  const [journal, sink] = [await openFileJournal(path), await openFileSink(sealed, publicJwk)];
  await Promise.all(entries.map((entry) => journal.append(entry)));
  await Promise.all(
    ended.map((place) => {
      const { secret, ...credentials } = credentialsOf(place);
      return sink.seal(lineOf(place), { ...credentials, secret: new Secret(secret) });
    }),
  );
  await Promise.all([journal.close(), sink.close()]);
  const [written, line] = [await readFile(path, 'utf8'), await readFile(sealed, 'utf8')];
  if (written !== textOf(entries)) throw new Error('The journal of the bench is not as its writer writes');
  if (masked(line) !== masked(sealedLine(ended, publicJwk)))
    throw new Error('The sink of the bench is not as its writer');
}

export interface Finished {
  files: (steps: number) => Promise<FinishedFiles>;
  remove: () => Promise<void>;
}

export async function makeFinished(): Promise<Finished> {
  const folder = await mkdtemp(join(tmpdir(), 'bench-resume-'));
  const { publicJwk } = await generateSealKeys();
  await checkAgainstWriters(folder, publicJwk);
  return {
    async files(steps) {
      const files = { journal: join(folder, `${steps}.ndjson`), sink: join(folder, `${steps}.jwe`), steps, publicJwk };
      const [journal, sink] = [await open(files.journal, 'w'), await open(files.sink, 'w')];
      let text = textOf([{ type: 'begin', plan: digest, at }]);
      let sealed = '';
      for (let from = 0; from < steps; from += together) {
        const { places, ended } = groupAt(from, steps);
        text += textOf(entriesOf(places, ended));
        sealed += sealedLine(ended, publicJwk);
        if (text.length < 2 ** 20 && from + together < steps) continue;
        await Promise.all([journal.appendFile(text), sink.appendFile(sealed)]);
        text = sealed = '';
      }
      await Promise.all([journal.close(), sink.close()]);
      return files;
    },
    remove: () => rm(folder, { recursive: true }),
  };
}
