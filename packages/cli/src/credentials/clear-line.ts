import type { Credentials } from '@subuser/core';

/** A line of a file of credentials in clear, without its line feed. */
export function clearLine({
  carrier,
  id,
  login,
  secret,
  otherSecrets = {},
}: Credentials & { carrier: string; id: string }): string {
  const others = Object.fromEntries(Object.entries(otherSecrets).map(([name, each]) => [name, each.reveal()]));
  return JSON.stringify({ carrier, id, login, secret: secret.reveal(), ...others });
}
