import type { SubUser } from '@subuser/core';
import type { Caller } from './caller.ts';
import type { Owned } from './owned.ts';
import type { Scene } from './scene.ts';
import { markOf, readDescription } from './tag.ts';

/** How a reading contradicts what is known of a sub-user that only this caller changes. */
function contradictions(owned: Owned, read: SubUser): string[] {
  const wrong: string[] = [];
  if (owned.existence === 'gone') wrong.push(`${owned.id} was read, though it was gone`);
  if (!owned.name.allows(read.name)) wrong.push(`its name was read as ${read.name}`);
  // What cannot be read says nothing.
  const isShown = read.unreadable?.includes('description') !== true;
  if (isShown && !owned.text.allows(read.description ?? ''))
    wrong.push(`its description was read as ${read.description}`);
  if (isShown && !owned.reference.allows(read.reference ?? null))
    wrong.push(`its reference was read as ${read.reference}`);
  if (!owned.enabled.allows(read.status === 'active')) wrong.push(`its status was read as ${read.status}`);
  return wrong;
}

export async function get(caller: Caller, owned: Owned, mark: string): Promise<void> {
  const { complain, subUsers } = caller.scene;
  const also = owned.existence === 'there' ? ([] as const) : (['not-found'] as const);
  const outcome = await caller.call(`get ${mark}`, 'read', (call) => subUsers.get(owned.id, call), also);
  if ('value' in outcome)
    for (const line of contradictions(owned, outcome.value)) complain(`${caller.name} get ${mark}: ${line}`);
}

/** The list contains every sub-user of this caller, and none twice. */
export async function list(caller: Caller, ownedOnes: readonly Owned[]): Promise<void> {
  const { complain, subUsers } = caller.scene;
  const outcome = await caller.call('list', 'read', async (call) => {
    const all: SubUser[] = [];
    for await (const subUser of subUsers.list({}, call)) all.push(subUser);
    return all;
  });
  if ('judged' in outcome) return;
  const read = new Map(outcome.value.map((subUser) => [subUser.id, subUser]));
  if (read.size < outcome.value.length) complain(`${caller.name} list: has a sub-user twice`);
  for (const owned of ownedOnes) {
    const subUser = read.get(owned.id);
    if (subUser === undefined && owned.existence === 'there') complain(`${caller.name} list: is without ${owned.id}`);
    if (subUser !== undefined)
      for (const line of contradictions(owned, subUser)) complain(`${caller.name} list: ${line}`);
  }
}

/** Whether more than one sub-user may have this reference, judging by reports and lost writes. */
function isShared({ wishes }: Scene, reference: string): boolean {
  const holders = wishes.map(({ input, state }): number => {
    const asked = input.reference === reference ? 1 : 0;
    if (state.is !== 'created') return asked;
    return (state.owned.reference.allows(reference) ? 1 : 0) + asked * state.leftovers.length;
  });
  const most = holders.reduce((sum, each) => sum + each, 0);
  return most > 1 || reference.startsWith('team-') || reference === 'ref-c0-0';
}

export async function findByReference(caller: Caller, owned: Owned, mark: string): Promise<void> {
  const { scene } = caller;
  const reference = owned.reference.known;
  if (reference === null) return get(caller, owned, mark);
  const find = `find ${mark} by reference`;
  const shared = isShared(scene, reference);
  const also = shared ? (['failed-precondition'] as const) : ([] as const);
  const outcome = await caller.call(find, 'read', (call) => scene.subUsers.find({ reference }, call), also);
  if ('judged' in outcome) return;
  const { value } = outcome;
  const isCertain = owned.existence === 'there' && !owned.reference.isOpen;
  if (value === undefined && isCertain) scene.complain(`${caller.name} ${find}: found nothing`);
  if (value !== undefined && value.reference !== reference) scene.complain(`${caller.name} ${find}: found another`);
  if (value !== undefined && isCertain && !shared && value.id !== owned.id)
    scene.complain(`${caller.name} ${find}: found ${value.id}`);
}

/** Somebody else's sub-user has this name all the time. */
export async function findByName(caller: Caller): Promise<void> {
  const { account, complain, subUsers } = caller.scene;
  const { chaos, traits } = account.carrier;
  const name = caller.random.pick(chaos.takenNames);
  const also = traits.name.unique ? ([] as const) : (['failed-precondition'] as const);
  const outcome = await caller.call(`find ${name}`, 'read', (call) => subUsers.find({ name }, call), also);
  if ('value' in outcome && outcome.value?.name !== name)
    complain(`${caller.name} find ${name}: found ${outcome.value?.name}`);
}

/** The carrier must have what was reported, no more and no less. */
export async function judgeTruth(scene: Scene, others: ReadonlyMap<string, string>): Promise<void> {
  const { account, complain, wishes } = scene;
  const rows = await account.rows();
  for (const [id, before] of others) {
    const row = rows.find((each) => each.id === id);
    if (JSON.stringify(row) !== before) complain(`somebody else's ${before} became ${JSON.stringify(row)}`);
  }
  const marks = new Set(wishes.map(({ mark }) => mark));
  for (const row of rows)
    if (!others.has(row.id) && !marks.has(markOf(row.description))) complain(`nobody wanted ${JSON.stringify(row)}`);

  for (const { mark, state } of wishes) {
    const found = rows.filter((row) => !others.has(row.id) && markOf(row.description) === mark);
    if (state.is === 'refused') {
      if (found.length > 0) complain(`${mark} was refused, and is there ${found.length} times`);
      continue;
    }
    const nonces = state.is === 'open' ? state.attempts : state.leftovers;
    const kept = state.is === 'created' ? found.filter(({ id }) => id !== state.owned.id) : found;
    // An attempt without a tag cannot be identified; there was at most one.
    const left = kept.map(({ description }) => (nonces === undefined ? '' : readDescription(description).nonce));
    if (
      new Set(left).size < left.length ||
      (nonces !== undefined && left.some((nonce) => !nonces.includes(nonce ?? '')))
    )
      complain(`${mark} is there ${found.length} times, ${state.is}; open attempts: ${nonces?.join(' ') ?? 'untold'}`);
    if (state.is !== 'created') continue;
    const row = found.find(({ id }) => id === state.owned.id);
    const wrong = state.owned.contradictions(row, account.control.authenticates.bind(account.control));
    for (const line of wrong) complain(`${mark}: ${line}`);
  }
}
