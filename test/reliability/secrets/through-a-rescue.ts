import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { openSubUsers, SubUserError } from '@subuser/core';
import type { Party } from './expedition.ts';
import type { Ground } from './ground.ts';

const text = (): string => randomBytes(30).toString('base64url');

async function rescue({ hunt }: Party, { carrier, key }: Ground): Promise<string[]> {
  const reply = carrier.secrets.replyWithoutId?.({ text });
  if (reply === undefined) return [];
  for (const [kind, secret] of reply.secrets) hunt.vault.add(kind, secret);
  const body = JSON.stringify(reply.body);
  const server = createServer((_, answer) => {
    answer.writeHead(201, { 'content-type': 'application/json' }).end(body);
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const baseUrl = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const subUsers = openSubUsers(carrier.create({ ...key.options, baseUrl } as never));
  const error: unknown = await subUsers.create({ name: 'Desk', reference: 'r' }).catch((error: unknown) => error);
  hunt.calls += 1;
  hunt.look('errors', error);
  await subUsers.close();
  server.closeAllConnections();
  server.close();
  const rescued = SubUserError.is(error) ? error.detail.credentials?.secret.reveal() : undefined;
  return rescued === reply.secrets[0]?.[1] ? [carrier.name] : [];
}

/**
 * A create whose reply lacks the id: its one-time secrets are in the error, and must not print there either. Resolves to the
 * carriers that rescued theirs.
 */
export async function huntThroughARescue(party: Party): Promise<string[]> {
  return (await Promise.all(party.grounds.map((ground) => rescue(party, ground)))).flat();
}
