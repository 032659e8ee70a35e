import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import { openSubUsers, Secret } from '@subuser/core';
import { expect, onTestFinished, test } from 'vitest';
import { createTincan } from '../../docs/examples/third-carrier/create-tincan.ts';
import { printed } from '../support/printed.ts';
import { rejection } from '../support/rejection.ts';

async function refuseEcho(incoming: IncomingMessage, outgoing: ServerResponse): Promise<void> {
  const error = `invalid: ${await text(incoming)} with ${incoming.headers.authorization}`;
  outgoing.writeHead(400, { 'content-type': 'application/json' }).end(JSON.stringify({ error }));
}

test('the example of an adapter repeats no secret that its carrier sends back in a refusal', async () => {
  const server = createServer((incoming, outgoing) => void refuseEcho(incoming, outgoing));
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  onTestFinished(() => void server.close());
  const baseUrl = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const subUsers = openSubUsers(createTincan({ baseUrl, apiKey: 'planted-api-key' }));
  onTestFinished(() => subUsers.close());

  const error = await rejection(subUsers.create({ name: 'alice', password: new Secret('Planted-Password-1') }));
  expect([error.code, error.detail.httpStatus]).toEqual(['invalid-argument', 400]);
  expect(printed(error)).not.toMatch(/planted/iu);
});
