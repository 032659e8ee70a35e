import { type NewSubUser, Secret } from '@subuser/core';
import type { Caller } from './caller.ts';
import { type Owned, subsetsOf } from './owned.ts';
import type { Wish } from './wish.ts';

function grantsFor({ random, scene }: Caller): string[] {
  return random.pick(subsetsOf(scene.account.carrier.chaos.grants) as [string[], ...string[][]]);
}

function newWish(caller: Caller, mark: string): Wish {
  const { random, scene } = caller;
  const { chaos, traits } = scene.account.carrier;
  // A text that ends like a tag must be read back whole.
  const description = `${mark} ${random.chance(0.05) ? '[ref:mine~abc123]' : random.pick(['desk', 'team', 'tenant'])}`;
  // Where a name is unique, most names are wanted by few.
  const suffix = traits.name.unique && random.chance(0.6) ? `-${random.int(30)}` : '';
  const input: Wish['input'] = { name: `${random.pick(chaos.names)}${suffix}`, description };
  const more: Omit<Partial<NewSubUser>, 'name' | 'description'> = {};
  // Some references are used twice on purpose, by other callers and by somebody else.
  if (random.chance(0.5)) more.reference = random.chance(0.2) ? `team-${random.int(2)}` : `ref-${mark}`;
  if (random.chance(0.5)) more.grants = grantsFor(caller);
  if (traits.fields.enabled.access !== 'absent' && random.chance(0.2)) more.enabled = false;
  if (traits.password !== null && random.chance(0.5)) more.password = `Given-to-${mark}-7!`;
  return { mark, input: { ...input, ...more }, state: { is: 'refused' } };
}

export async function create(caller: Caller, mark: string): Promise<Wish> {
  const { random, scene } = caller;
  const wish = newWish(caller, mark);
  scene.wishes.push(wish);
  await caller.create(wish, random.chance(0.65));
  while (wish.state.is === 'open' && wish.state.attempts !== undefined && random.chance(0.6))
    await caller.create(wish, true);
  return wish;
}

/** An input that breaks a rule of the carrier: it is refused, and nothing is sent. */
export async function createWrongly(caller: Caller, mark: string): Promise<void> {
  const { scene } = caller;
  const wish = newWish(caller, mark);
  scene.wishes.push(wish);
  const wrong = { ...wish.input, ...scene.account.carrier.chaos.wrong };
  const outcome = await caller.call(
    `create-wrongly ${mark}`,
    'write',
    (call) => scene.subUsers.create(wrong, { ...call, ifUnknown: 'settle' }),
    ['invalid-argument'],
  );
  if (!('judged' in outcome) || outcome.judged.code !== 'invalid-argument')
    scene.complain(`${caller.name} create-wrongly ${mark}: was not refused`);
}

export async function update(caller: Caller, owned: Owned, mark: string, turn: number): Promise<void> {
  const { random, scene } = caller;
  const { chaos, traits } = scene.account.carrier;
  const change: { name?: string; description?: string; reference?: string | null; grants?: string[] } = {};
  if (traits.fields.name.access === 'read-write' && random.chance(0.3))
    change.name = `${random.pick(chaos.names)} ${turn}`;
  if (random.chance(0.3)) change.grants = grantsFor(caller);
  if (random.chance(0.3)) change.reference = random.pick([null, `ref-${mark}-${turn}`]);
  if (random.chance(0.5) || Object.keys(change).length === 0) change.description = `${mark} update ${turn}`;
  const grants = change.grants?.toSorted().join(',');
  await caller.write(
    owned,
    `update ${mark} ${Object.keys(change).join(' and ')}`,
    (call) => scene.subUsers.update(owned.id, change, call),
    {
      apply() {
        if (change.name !== undefined) owned.name.set(change.name);
        if (change.description !== undefined) owned.text.set(change.description);
        if (change.reference !== undefined) owned.reference.set(change.reference);
        if (grants !== undefined) owned.grants.set(grants);
      },
      open() {
        if (change.name !== undefined) owned.name.mayBecome(change.name);
        if (change.description !== undefined || change.reference !== undefined)
          owned.describedMayBecome({
            ...(change.description !== undefined && { text: change.description }),
            ...(change.reference !== undefined && { reference: change.reference }),
          });
        if (grants === undefined) return;
        const sets = chaos.changesGrantsInParts ? subsetsOf(chaos.grants).map((set) => set.join(',')) : [grants];
        owned.grants.mayBecome(...sets);
      },
    },
  );
}

export async function remove(caller: Caller, owned: Owned, mark: string): Promise<void> {
  await caller.write(owned, `delete ${mark}`, (call) => caller.scene.subUsers.delete(owned.id, call), {
    apply: () => void (owned.existence = 'gone'),
    open: () => {
      if (owned.existence === 'there') owned.existence = 'unsure';
    },
  });
}

export async function suspend(caller: Caller, owned: Owned, mark: string): Promise<void> {
  const { subUsers } = caller.scene;
  const resumes = caller.random.chance(0.5);
  await caller.write(
    owned,
    `${resumes ? 'resume' : 'suspend'} ${mark}`,
    (call) => (resumes ? subUsers.resume(owned.id, call) : subUsers.suspend(owned.id, call)),
    { apply: () => owned.enabled.set(resumes), open: () => owned.enabled.mayBecome(resumes) },
  );
}

export async function changePassword(caller: Caller, owned: Owned, mark: string, turn: number): Promise<void> {
  const next = `Changed-${mark}-${turn}!`;
  const passwords = { current: new Secret(owned.secret.known), next: new Secret(next) };
  await caller.write(
    owned,
    `changePassword ${mark}`,
    (call) => caller.scene.subUsers.changePassword(owned.id, passwords, call),
    { apply: () => owned.secret.set(next), open: () => owned.secret.mayBecome(next) },
    // After a lost change nobody knows which password is the current one.
    owned.secret.isOpen ? ['invalid-argument'] : [],
  );
}
