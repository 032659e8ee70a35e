// The application. It knows `SubUsers` and no carrier: what differs between carriers is a trait that it asks for.
import { type Credentials, deriveName, type SubUsers } from '@subuser/core';

export interface Team {
  /** The application's own key, kept on the carrier as the reference. */
  key: string;
  name: string;
}

/** Where the secrets go that a carrier shows only once. */
export type Keep = (key: string, credentials: Credentials) => Promise<void>;

/** Gives every team a sub-user. Run again it creates nothing: teams are recognised by their key. */
export async function provision(subUsers: SubUsers, teams: readonly Team[], keep: Keep): Promise<void> {
  const keys = new Set<string>();
  const names = new Set<string>();
  for await (const { name, reference } of subUsers.list()) {
    names.add(name);
    if (reference) keys.add(reference);
  }
  for (const team of teams) {
    if (keys.has(team.key)) continue;
    // Some carriers take any display name, others logins of a few characters.
    const name = deriveName(team.name, subUsers.traits.name, names);
    const created = await subUsers.create(
      { name, description: team.name, reference: team.key },
      // An answer lost on the way is looked for, so that no team ends up with two sub-users.
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
