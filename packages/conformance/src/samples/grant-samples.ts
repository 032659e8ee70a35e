import type { Context } from '../context.ts';

/** The names of the assignable grants. */
export async function assignableGrants({ subUsers }: Context): Promise<string[]> {
  const grants = await subUsers.grants();
  return grants.filter(({ assignable }) => assignable).map(({ name }) => name);
}

/** No carrier has a grant of this name. */
export const unknownGrant = 'no-such-grant-anywhere';
