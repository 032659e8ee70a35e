import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { openSubUsers, SubUserError } from '@subuser/core';
import { createVobiz } from '@subuser/vobiz';
import type { Party } from './expedition.ts';

/** A create whose reply has lost the id: its one-time secrets come out in the error, and must not print there either. */
export async function huntThroughARescue({ hunt }: Party): Promise<boolean> {
  const token = randomBytes(30).toString('base64url');
  const tokens = {
    access_token: randomBytes(30).toString('base64url'),
    refresh_token: randomBytes(30).toString('base64url'),
  };
  hunt.vault.add('sub-account token', token);
  for (const each of Object.values(tokens)) hunt.vault.add('console token', each);
  const body = JSON.stringify({ message: 'Created', auth_credentials: { auth_token: token }, tokens });
  const server = createServer(
    (_, reply) => void reply.writeHead(201, { 'content-type': 'application/json' }).end(body),
  );
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const baseUrl = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const subUsers = openSubUsers(createVobiz({ authId: 'MA_1', authToken: 'x', baseUrl }));
  const error: unknown = await subUsers.create({ name: 'Desk', reference: 'r' }).catch((error: unknown) => error);
  hunt.calls += 1;
  hunt.look('errors', error);
  await subUsers.close();
  server.closeAllConnections();
  server.close();
  return SubUserError.is(error) && error.detail.credentials?.secret.reveal() === token;
}
