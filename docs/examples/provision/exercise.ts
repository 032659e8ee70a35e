import { type SubUser, SubUserError, type SubUsers } from '@subuser/core';
import type { Outcome } from './provision-tenants.ts';

/** A claim of the demo, and whether reading back from the carrier confirmed it. */
export interface Claim {
  says: string;
  isTrue: boolean;
}

async function read<O>(subUsers: SubUsers<O>): Promise<SubUser[]> {
  const all: SubUser[] = [];
  for await (const subUser of subUsers.list()) all.push(subUser);
  return all;
}

function grantsOf({ grants }: SubUser): string {
  return (grants ?? []).toSorted().join();
}

/** Whether the carrier has what was asked for, field by field. Fields that it cannot hold are reported elsewhere. */
function readsBack({ tenant, name, created, notHeld }: Outcome, found: SubUser | undefined): boolean {
  if (found === undefined || created === null) return false;
  const asked = { name, reference: tenant.reference, status: created.subUser.status };
  const held = (['email', 'phone', 'description'] as const).filter((field) => !notHeld.includes(field));
  return (
    found.name === asked.name &&
    found.reference === asked.reference &&
    found.status === asked.status &&
    held.every((field) => (found[field] ?? null) === (tenant[field] ?? null)) &&
    grantsOf(found) === grantsOf(created.subUser) &&
    (found.grants ?? []).length === (tenant.grants ?? []).length
  );
}

/** Reads everything back; then finds, changes, suspends and deletes, and reads back after each. */
export async function exercise<O>(subUsers: SubUsers<O>, outcomes: readonly Outcome[]): Promise<Claim[]> {
  const claims: Claim[] = [];
  const say = (says: string, isTrue: boolean): void => void claims.push({ says, isTrue });

  const created = outcomes.flatMap(({ created: each }) => (each ? [each] : []));
  const refused = outcomes.filter(({ refusal }) => refusal !== null);
  const listed = await read(subUsers);
  const byId = new Map(listed.map((subUser) => [subUser.id, subUser]));
  say(
    `${outcomes.length} tenants: ${created.length} created, ${refused.length} refused, none dropped`,
    created.length + refused.length === outcomes.length,
  );
  say(
    `The carrier lists exactly those ${created.length}, every field and status as in the table`,
    listed.length === created.length &&
      byId.size === created.length &&
      outcomes.every((outcome) => outcome.created === null || readsBack(outcome, byId.get(outcome.created.subUser.id))),
  );
  const secrets = new Set(created.map(({ credentials }) => credentials?.secret.reveal()));
  say(
    `${secrets.size} secrets came back, one for each, no two alike`,
    secrets.size === created.length && !secrets.has(undefined),
  );

  const [first, second, third] = created.map(({ subUser }) => subUser);
  if (first === undefined || second === undefined || third === undefined)
    throw new Error('Too few were created to continue');

  const reference = first.reference ?? '';
  say(`find({ reference: '${reference}' }) gives ${first.id}`, (await subUsers.find({ reference }))?.id === first.id);
  say(
    `find({ name: '${second.name}' }) gives ${second.id}`,
    (await subUsers.find({ name: second.name }))?.id === second.id,
  );

  await subUsers.update(first.id, { description: 'Changed by the demo' });
  const changed = await subUsers.get(first.id);
  say(
    `Changed the description of ${first.id}; its reference is still ${reference}`,
    changed.description === 'Changed by the demo' && changed.reference === reference,
  );

  if (subUsers.capabilities.suspension) {
    await subUsers.suspend(second.id);
    say(`Suspended ${second.id}`, (await subUsers.get(second.id)).status === 'disabled');
  } else {
    const error: unknown = await subUsers.suspend(second.id).catch((reason: unknown) => reason);
    say(`Suspending is refused: this carrier has no such thing`, SubUserError.is(error, 'unsupported'));
  }

  await subUsers.delete(third.id);
  const gone: unknown = await subUsers.get(third.id).catch((error: unknown) => error);
  const left = await read(subUsers);
  say(
    `Deleted ${third.id}; ${left.length} are left`,
    SubUserError.is(gone, 'not-found') && left.length === created.length - 1 && left.every(({ id }) => id !== third.id),
  );
  return claims;
}
