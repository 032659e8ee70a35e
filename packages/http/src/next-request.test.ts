import { subscribe, unsubscribe } from 'node:diagnostics_channel';
import { expect, onTestFinished, test } from 'vitest';
import { connect, write } from '../test-support/connection.ts';
import { startCarrier } from '../test-support/loopback.ts';

/** What three calls do, one at a time at a carrier that answers so, in order. */
async function orderOf(status: number): Promise<string[]> {
  const carrier = await startCarrier((_, reply) => reply.writeHead(status).end('ok'));
  const { http } = connect(carrier.origin, { pace: { concurrency: 1, burst: 1 } });
  const order: string[] = [];
  const onWritten = (): void => void order.push('written');
  subscribe('undici:client:sendHeaders', onWritten);
  onTestFinished(() => void unsubscribe('undici:client:sendHeaders', onWritten));
  const decode = (): void => void order.push('read');
  await Promise.all([1, 2, 3].map(() => http.send({ ...write, decode })));
  return order;
}

test('the next request is written before the reply is read', async () => {
  expect(await orderOf(201)).toEqual(['written', 'written', 'read', 'written', 'read', 'read']);
});

test('but after a refusal, which the pacer may have to hear of', async () => {
  expect(await orderOf(400)).toEqual(['written', 'read', 'written', 'read', 'written', 'read']);
});
