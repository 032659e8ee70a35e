// The application. It knows `SubUsers` and no carrier: it reads differences between carriers from the traits.
import { type Credentials, deriveName, type SubUsers } from '@subuser/core';

export interface Team {
  /** The application's own key, stored at the carrier as the reference. */
  key: string;
  name: string;
}

/** Stores the secrets that a carrier shows only once. */
export type Keep = (key: string, credentials: Credentials) => Promise<void>;

/** Gives every team a sub-user. A second run creates nothing, since it recognises teams by their key. */
export async function provision(subUsers: SubUsers, teams: readonly Team[], keep: Keep): Promise<void> {
  const keys = new Set<string>();
  const names = new Set<string>();
  for await (const { name, reference } of subUsers.list()) {
    names.add(name);
    if (reference) keys.add(reference);
  }
  for (const team of teams) {
    if (keys.has(team.key)) continue;
    // Some carriers accept any display name, others only short logins.
    const name = deriveName(team.name, subUsers.traits.name, names);
    const created = await subUsers.create(
      { name, description: team.name, reference: team.key },
      // If the reply is lost, look whether the sub-user exists, so that no team gets two.
      { ifUnknown: 'settle' },
    );
    names.add(created.subUser.name);
    if (created.credentials) await keep(team.key, created.credentials);
  }
}

/** One line a sub-user, by the application's own keys. */
export async function directory(subUsers: SubUsers): Promise<string[]> {
  const lines: string[] = [];
  for await (const { reference, name, status, description } of subUsers.list())
    lines.push(`${reference ?? '–'}: ${name} (${status}), ${description ?? '–'}`);
  return lines.toSorted();
}
