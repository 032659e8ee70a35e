import type { SubUser, SubUsers } from '@subuser/core';

/** The whole list, in the carrier's order. */
export async function readAll(subUsers: Pick<SubUsers, 'list'>, status?: SubUser['status']): Promise<SubUser[]> {
  const read: SubUser[] = [];
  for await (const subUser of subUsers.list({ status })) read.push(subUser);
  return read;
}
