import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import { openSubUsers } from '@subuser/core';
import { createVobiz, createVobizClient } from '@subuser/vobiz';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Exchange } from '../../support/recorder.ts';
import { readAll } from '../../support/read-all.ts';
import { examples, olderExamples } from './documented-examples.ts';

/** Every example of the seeds. None is left out: what a carrier prints as its own reply has to be readable. */
const all: Record<string, Exchange> = { ...examples, ...olderExamples };

let replied: Exchange;
const asked: Pick<Exchange, 'method' | 'path' | 'body'>[] = [];
const server = createServer((incoming, outgoing) => {
  void text(incoming).then((sent) => {
    asked.push({ method: incoming.method ?? '', path: incoming.url ?? '', body: sent });
    const { status = 500, headers = {}, body = '' } = replied.reply ?? {};
    return outgoing.writeHead(status, headers).end(body);
  });
});
let options: { authId: string; authToken: string; baseUrl: string };
beforeAll(async () => {
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const baseUrl = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  options = { authId: 'MA_XXXXXXXX', authToken: 'auth_token', baseUrl };
});
afterAll(() => void server.close());

const idsOf = (exchange: Exchange): string[] => [
  ...new Set([...(exchange.reply?.body ?? '').matchAll(/"(?:auth_)?id":"(SA_[^"]+)"/gu)].map(([, id = '']) => id)),
];

describe.each(Object.entries(all))('%s', (_, exchange) => {
  const { method, path, body } = exchange;
  const query = new URLSearchParams(path.split('?')[1]);
  const sent = body === '' ? undefined : JSON.parse(body);

  test('is sent and read by the client', async () => {
    replied = exchange;
    asked.length = 0;
    const client = createVobizClient(options);
    try {
      const read =
        {
          GET: async () => {
            const page = { page: Number(query.get('page')), size: Number(query.get('size')), active_only: true };
            return (await client.listSubAccounts(page)).sub_accounts;
          },
          POST: async () => [(await client.createSubAccount(sent)).sub_account],
          PUT: async () => [await client.updateSubAccount('SA_XXXXXXXX', sent)],
        }[method] ?? expect.unreachable();
      expect((await read()).map(({ auth_id: id }) => id)).toEqual(idsOf(exchange));
      expect(asked).toEqual([{ method, path, body }]);
    } finally {
      await client.close();
    }
  });

  test('is the answer to an operation', async () => {
    // A list may not say that there are more rows than it gives.
    const whole = (exchange.reply?.body ?? '').replace('"total":28', '"total":2');
    replied = { ...exchange, reply: { ...(exchange.reply ?? expect.unreachable()), body: whole } };
    const subUsers = openSubUsers(createVobiz(options));
    try {
      const operation =
        {
          GET: () => readAll(subUsers),
          POST: async () => [(await subUsers.create({ name: 'Support Team' })).subUser],
          PUT: async () => [await subUsers.update('SA_XXXXXXXX', { email: 'updated@example.com' })],
        }[method] ?? expect.unreachable();
      expect((await operation()).map(({ id }) => id)).toEqual(idsOf(exchange));
    } finally {
      await subUsers.close();
    }
  });
});
