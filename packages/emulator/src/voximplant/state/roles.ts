/** One role of the account, as the carrier stores it. */
export interface Role {
  readonly id: number;
  readonly name: string;
  readonly group: string;
  /** Only opens sections of the control panel; no service key can hold it. */
  readonly guiOnly: boolean;
  /** The roles that contain this one. */
  readonly parents: readonly number[];
}

export const ownerRoleId = 1;

/**
 * The eleven names that the control panel offers for sub-users (voximplant.md [D]). Documented beyond the names: Support is
 * 3, with the parents 1 and 2, and Accountant is 7, without parents, and both are for the panel only. There is no public
 * table of ids, so the other ids, parents, flags and groups are this emulator's own: read GetRoles.
 */
export const allRoles: readonly Role[] = [
  { id: ownerRoleId, name: 'Owner', group: 'Account', guiOnly: false, parents: [] },
  { id: 2, name: 'Admin', group: 'Account', guiOnly: false, parents: [1] },
  { id: 3, name: 'Support', group: 'Account', guiOnly: true, parents: [1, 2] },
  { id: 4, name: 'Developer', group: 'Account', guiOnly: false, parents: [1, 2] },
  { id: 5, name: 'Supervisor', group: 'Account', guiOnly: false, parents: [1, 2] },
  { id: 6, name: 'CallListManager', group: 'Managers', guiOnly: false, parents: [1, 2] },
  { id: 7, name: 'Accountant', group: 'Billing', guiOnly: true, parents: [] },
  { id: 8, name: 'Payer', group: 'Billing', guiOnly: true, parents: [] },
  { id: 9, name: 'PayerNoVerify', group: 'Billing', guiOnly: true, parents: [] },
  { id: 10, name: 'UserManager', group: 'Managers', guiOnly: false, parents: [1, 2] },
  { id: 11, name: 'PhoneNumberManager', group: 'Managers', guiOnly: false, parents: [1, 2] },
];

/** The rows of GetRoleGroups; undocumented, so the names are this emulator's own. */
export const roleGroups: readonly { readonly id: number; readonly name: string }[] = [
  { id: 1, name: 'Account' },
  { id: 2, name: 'Billing' },
  { id: 3, name: 'Managers' },
];

const byId: ReadonlyMap<number, Role> = new Map(allRoles.map((role) => [role.id, role]));
const byName: ReadonlyMap<string, Role> = new Map(allRoles.map((role) => [role.name, role]));

export function roleById(id: number): Role | undefined {
  return byId.get(id);
}

/**
 * Accepts the canonical spelling only. Pages spell names in several ways (`UserManager`, `User Manager`), and which of them the
 * service accepts is unknown: a client that depends on a lucky spelling must fail here.
 */
export function roleByName(name: string): Role | undefined {
  return byName.get(name);
}

export function childrenOf(role: Role): readonly Role[] {
  return allRoles.filter((other) => other.parents.includes(role.id));
}

/** The held roles in ascending order of id, as in replies. */
export function rolesOf(roleIds: ReadonlySet<number>): readonly Role[] {
  return allRoles.filter((role) => roleIds.has(role.id));
}

/** The held roles and every role contained in one of them, in ascending order of id. */
export function expandedRolesOf(roleIds: ReadonlySet<number>): readonly Role[] {
  const reached = new Set(roleIds);
  const open = [...rolesOf(roleIds)];
  for (let role = open.pop(); role !== undefined; role = open.pop()) {
    for (const child of childrenOf(role)) {
      if (reached.has(child.id)) continue;
      reached.add(child.id);
      open.push(child);
    }
  }
  return rolesOf(reached);
}
