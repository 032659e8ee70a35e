import { parseArgs } from 'node:util';
import { openSubUsers, type SubUserId, type SubUserProvider, type Traits } from '@subuser/core';
import { createMemoryProvider, memoryTraits } from '@subuser/core/memory';
import { carriers } from '../carriers/all.ts';
import type { CarrierUnderTest } from '../carriers/carrier-under-test.ts';
import { writeFigures } from './figures.ts';
import { createRandom } from './random.ts';

export const rowsAtFirst = 10_000;

/** The result of one reading while others created and deleted. */
export interface Reading {
  listing: Traits['listing'];
  created: number;
  deleted: number;
  pages: number;
  /** Pages that were read again, because rows had moved. */
  stepsBack: number;
  /** Sub-users that existed from before the first request until after the last. */
  throughout: number;
  missing: number;
  twice: number;
}

interface Stage {
  provider: SubUserProvider;
  ids: readonly SubUserId[];
  /** From now on calls `act` whenever a page is requested. */
  onPage(act: () => void): void;
}

/** Reads everything, while every requested page starts a seeded burst of creates and deletes that nobody awaits. */
async function read({ provider, ids, onPage }: Stage, seed: string): Promise<Reading> {
  const random = createRandom(seed);
  const asked: string[] = [];
  const reader = openSubUsers({
    ...provider,
    listPage(request, call) {
      asked.push(request.cursor ?? '');
      return provider.listPage(request, call);
    },
  });
  const others = openSubUsers(provider);
  const living = [...ids];
  const changes: Promise<void>[] = [];
  let created = 0;
  const create = async (): Promise<void> => {
    created += 1;
    const { subUser } = await others.create({ name: `other-${created}` });
    living.push(subUser.id);
  };
  onPage(() => {
    for (let count = random.int(6); count > 0; count -= 1) changes.push(create());
    for (let count = random.int(9); count > 0; count -= 1) {
      const [id] = living.splice(random.int(living.length), 1);
      if (id !== undefined) changes.push(others.delete(id));
    }
  });

  const read: SubUserId[] = [];
  for await (const { id } of reader.list()) read.push(id);
  onPage(() => undefined);
  const deleted = changes.length - created;
  await Promise.all(changes);

  const seen = new Set(read);
  const still = new Set(living);
  const throughout = ids.filter((id) => still.has(id));
  return {
    listing: provider.traits.listing,
    created,
    deleted,
    pages: asked.length,
    stepsBack: asked.length - new Set(asked).size,
    throughout: throughout.length,
    missing: throughout.filter((id) => !seen.has(id)).length,
    twice: read.length - seen.size,
  };
}

/** On a carrier's emulator, over sockets. */
export async function readCarrier(carrier: CarrierUnderTest, seed: string): Promise<Reading> {
  const account = await carrier.openAccount();
  const { control } = account;
  const provider = account.connect();
  try {
    const onPage = (act: () => void): void =>
      control.inject(({ operation }) => {
        if (operation === 'list') act();
        return undefined;
      });
    return await read({ provider, ids: control.seed(rowsAtFirst), onPage }, seed);
  } finally {
    await provider.close();
    await account.close();
  }
}

/** In memory, with any kind of listing. `told` is the kind that the reader is told. */
export async function readMemory(listing: Traits['listing'], seed: string, told = listing): Promise<Reading> {
  let onPage = (): void => undefined;
  const provider = createMemoryProvider({
    traits: { ...memoryTraits, listing },
    interrupt(operation, moment) {
      if (operation === 'listPage' && moment === 'after') onPage();
    },
  });
  const ids: SubUserId[] = [];
  for (let row = 1; row <= rowsAtFirst; row += 1) ids.push((await provider.create({ name: `row-${row}` })).subUser.id);
  const setOnPage = (act: () => void): void => void (onPage = act as () => undefined);
  const shown = { ...provider, traits: { ...provider.traits, listing: told } };
  return read({ provider: shown, ids, onPage: setOnPage }, seed);
}

export const memoryListings: readonly Traits['listing'][] = [
  { order: 'newest-first', shiftEvidence: 'total' },
  { order: 'unstated', shiftEvidence: 'overlap' },
  { order: 'newest-first', shiftEvidence: 'stable-cursor' },
];

function rowOf(where: string, reading: Reading): (string | number)[] {
  const { listing, created, deleted, pages, stepsBack, throughout, missing, twice } = reading;
  return [`${where}, \`${listing.shiftEvidence}\``, created, deleted, pages, stepsBack, throughout, missing, twice];
}

if (process.argv[1] === import.meta.filename) {
  const { values } = parseArgs({ options: { seed: { type: 'string', default: '1' }, write: { type: 'boolean' } } });
  const rows: (string | number)[][] = [];
  for (const carrier of carriers) rows.push(rowOf(carrier.name, await readCarrier(carrier, values.seed)));
  for (const listing of memoryListings) rows.push(rowOf('memory', await readMemory(listing, values.seed)));
  const columns = ['10,000 on', 'created', 'deleted', 'pages', 'read again', 'throughout', 'missing', 'twice'];
  for (const row of [columns, ...rows]) process.stdout.write(`${row.join(' · ')}\n`);
  if (values.write === true) await writeFigures('listing', { columns, rows });
}
