import { type BrokenRule, type CallOptions, type SubUser, SubUserError, type SubUserId } from '@subuser/core';
import type { SubUserRevision } from '@subuser/core/provider';
import { readSubUser } from './read-sub-user.ts';
import type { Roles } from './roles/roles.ts';
import type { RoleView } from './voximplant-api.ts';
import type { VoximplantClient } from './voximplant-client.ts';

const operation = 'update';

/** One call of several that an update needs. */
interface Step {
  field: string;
  /** What it does, as a participle: `was set`. */
  done: string;
  run(): Promise<void>;
}

function namesOf(roles: readonly RoleView[]): string {
  return roles.map((role) => role.role_name).join(', ');
}

function idsOf(roles: readonly RoleView[]): number[] {
  return roles.map((role) => role.role_id);
}

/** Codes that promise that nothing was applied (docs/errors.md). */
const promising: ReadonlySet<string> = new Set(['unavailable', 'rate-limited']);

/**
 * The error of a step after others succeeded. A code that promises that nothing was applied would be wrong for the
 * whole update; every other code stays.
 */
function halfDone(error: unknown, id: SubUserId, taken: readonly Step[], left: readonly Step[]): unknown {
  if (taken.length === 0 || !SubUserError.is(error)) return error;
  const fields: BrokenRule[] = [
    ...taken.map(({ field, done }) => ({ field, rule: `was ${done}` })),
    ...left.map(({ field, done }) => ({ field, rule: `was not ${done}, as far as is known` })),
  ];
  const list = fields.map(({ field, rule }) => `${field} ${rule}`).join('; ');
  const state = left.length > 0 ? 'changed in part' : 'changed, but not read back';
  return new SubUserError(
    promising.has(error.code) ? 'outcome-unknown' : error.code,
    `${state}: ${list}. The same update may be repeated. ${error.what}`,
    { ...error.detail, operation, subject: id, fields },
    error,
  );
}

/** Adds roles before it removes others, so that a half-done update leaves too many rights rather than too few. */
async function roleSteps(
  client: VoximplantClient,
  roles: Roles,
  id: SubUserId,
  grants: readonly string[],
  call: CallOptions | undefined,
): Promise<Step[]> {
  const held = await client.getSubUserRoles({ subuser_id: id }, call);
  const wanted = await roles.resolve({ grants, operation, subject: id, held }, call);
  const heldIds = new Set(idsOf(held));
  const wantedIds = new Set(idsOf(wanted));
  const added = wanted.filter((role) => !heldIds.has(role.role_id));
  const removed = held.filter((role) => !wantedIds.has(role.role_id));
  const steps: Step[] = [];
  if (added.length > 0) {
    const run = (): Promise<void> => client.setSubUserRoles({ subuser_id: id, role_id: idsOf(added) }, call);
    steps.push({ field: 'grants', done: `given ${namesOf(added)}`, run });
  }
  if (removed.length > 0) {
    const run = (): Promise<void> => client.removeSubUserRoles({ subuser_id: id, role_id: idsOf(removed) }, call);
    steps.push({ field: 'grants', done: `rid of ${namesOf(removed)}`, run });
  }
  return steps;
}

/** Changes the description and the roles, each by its own call, and reads the subuser back. */
export async function updateSubUser(
  client: VoximplantClient,
  roles: Roles,
  id: SubUserId,
  revision: Pick<SubUserRevision, 'description' | 'grants'>,
  call: CallOptions | undefined,
): Promise<SubUser> {
  const { description, grants } = revision;
  // Every read and refusal comes before the first write.
  const steps: Step[] = grants === undefined ? [] : await roleSteps(client, roles, id, grants, call);
  if (typeof description === 'string') {
    const run = (): Promise<void> => client.setSubUserInfo({ subuser_id: id, description }, call);
    steps.unshift({ field: 'description', done: 'set', run });
  }
  for (const [index, step] of steps.entries()) {
    try {
      await step.run();
    } catch (error) {
      throw halfDone(error, id, steps.slice(0, index), steps.slice(index));
    }
  }
  try {
    return await readSubUser(client, id, call);
  } catch (error) {
    throw halfDone(error, id, steps, []);
  }
}
