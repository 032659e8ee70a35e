import { type BrokenRule, type CallOptions, type Clock, SubUserError } from '@subuser/core';
import { untilAborted } from './until-aborted.ts';
import type { RoleView } from '../voximplant-api.ts';
import type { VoximplantRoleClient } from './voximplant-role-client.ts';
import { carrier } from '../carrier.ts';

export interface Wanted {
  /** Role names in any spelling, or decimal ids. */
  grants: readonly string[];
  /** The call that needs them and its subject, for error messages. */
  operation: string;
  subject: string;
  /** Roles that the subuser already has: they need not be in the account's list any more. */
  held?: readonly RoleView[];
}

/** The roles of the account, fetched every ten minutes at most and shared by all callers. */
export interface Roles {
  /** Asks the carrier. */
  list(call?: CallOptions): Promise<readonly RoleView[]>;
  /**
   * The roles that the grants mean, each once. Refuses all unknown words at once as `unsupported`, before anything is
   * written. `gui_only` roles are accepted: documents give them to subusers, and the carrier decides (435).
   */
  resolve(wanted: Wanted, call?: CallOptions): Promise<RoleView[]>;
}

// Roles change only when the carrier changes its product; a word that is not found fetches them again at once.
const freshMs = 600_000;

/** Documents and pages spell one role `UserManager`, `User Manager` and `User manager` (voximplant.md). */
function foldRoleName(name: string): string {
  return name.toLowerCase().replaceAll(/[\s-]+/gu, '');
}

/** By exact name, else by folded name, else by id. More than one match: the spelling is ambiguous. */
function matches(word: string, roles: readonly RoleView[]): RoleView[] {
  const exact = roles.filter((role) => role.role_name === word);
  if (exact.length > 0) return exact;
  const folded = foldRoleName(word);
  const alike = roles.filter((role) => foldRoleName(role.role_name) === folded);
  return alike.length > 0 ? alike : roles.filter((role) => String(role.role_id) === word);
}

function choose(
  { grants, held = [] }: Wanted,
  roles: readonly RoleView[],
): { chosen: RoleView[]; broken: BrokenRule[] } {
  const all = [...roles, ...held.filter((role) => roles.every((known) => known.role_id !== role.role_id))];
  const chosen = new Map<number, RoleView>();
  const broken: BrokenRule[] = [];
  const refuse = (rule: string): number => broken.push({ field: 'grants', rule, unsupported: true });
  for (const grant of grants) {
    const [role, ...others] = matches(grant, all);
    if (role === undefined) {
      const names = all.map((known) => known.role_name);
      refuse(`“${grant}” is not a role here; choose from: ${names.join(', ')}`);
    } else if (others.length > 0) {
      const list = [role, ...others].map((known) => `${known.role_name} (${known.role_id})`);
      refuse(`“${grant}” may be any of ${list.join(', ')}: give the id`);
    } else chosen.set(role.role_id, role);
  }
  return { chosen: [...chosen.values()], broken };
}

export function createRoles(client: Pick<VoximplantRoleClient, 'getRoles'>, clock: Clock): Roles {
  let latest: { roles: readonly RoleView[]; atMs: number } | undefined;
  let underWay: Promise<readonly RoleView[]> | undefined;

  async function fetch(): Promise<readonly RoleView[]> {
    try {
      const roles = await client.getRoles();
      latest = { roles, atMs: clock.monotonicMs() };
      return roles;
    } finally {
      underWay = undefined;
    }
  }

  // Callers share it, so no single caller's signal may end it.
  function list(call?: CallOptions): Promise<readonly RoleView[]> {
    return untilAborted(() => (underWay ??= fetch()), call?.signal, {
      operation: 'grants',
      carrierOperation: 'GetRoles',
    });
  }

  return {
    list,
    async resolve(wanted, call) {
      if (wanted.grants.length === 0) return [];
      const isFresh = latest !== undefined && clock.monotonicMs() - latest.atMs < freshMs;
      let { chosen, broken } = choose(wanted, isFresh && latest ? latest.roles : await list(call));
      if (broken.length > 0 && isFresh) ({ chosen, broken } = choose(wanted, await list(call)));
      if (broken.length === 0) return chosen;
      const { operation, subject } = wanted;
      throw SubUserError.refusal(broken, { carrier, operation, subject });
    },
  };
}
