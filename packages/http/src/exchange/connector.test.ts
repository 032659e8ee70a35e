import { createServer, type Socket } from 'node:net';
import { setTimeout as wait } from 'node:timers/promises';
import { codeOfError } from '@subuser/core/provider';
import { expect, onTestFinished, test } from 'vitest';
import { freePort, startTcp, until } from '../../test-support/loopback.ts';
import { startSilent } from '../../test-support/silent.ts';
import { createConnector } from './connector.ts';

const timeoutCode = 'UND_ERR_CONNECT_TIMEOUT';

/** Connects to 127.0.0.1, whose name has these other addresses. */
async function connectTo(port: number, connectMs: number, ...others: string[]) {
  const addresses = ['127.0.0.1', ...others].map((address) => ({ address, family: 4 }));
  const connector = createConnector(connectMs, () => Promise.resolve(addresses));
  onTestFinished(() => connector.close());
  const begun = performance.now();
  const target = { protocol: 'http:', hostname: '127.0.0.1', port: String(port) };
  const ending = await new Promise<Socket | Error>((resolve) =>
    connector.connect(target, (...[error, socket]) => resolve(error ?? socket)),
  );
  const end = ending instanceof Error ? codeOfError(ending) : ending.remoteAddress;
  if (!(ending instanceof Error)) ending.destroy();
  return { end, ms: performance.now() - begun };
}

test('an address that is slow is not given up because the next refuses', async () => {
  const silent = await startSilent();
  setTimeout(silent.accept, 400);
  const { end, ms } = await connectTo(silent.port, 10_000, '127.0.0.2');
  expect(end).toBe('127.0.0.1');
  expect(ms).toBeGreaterThan(400);
});

test('one that never answers is waited for as long as it may take', async () => {
  const silent = await startSilent();
  const { end, ms } = await connectTo(silent.port, 500, '127.0.0.2');
  expect(end).toBe(timeoutCode);
  expect(ms).toBeGreaterThan(500);
});

test('the others are tried a quarter of a second one after the other, and one that answers is enough', async () => {
  const silent = await startSilent();
  const server = createServer().listen(silent.port, '127.0.0.3');
  onTestFinished(() => void server.close());
  const { end, ms } = await connectTo(silent.port, 10_000, '127.0.0.2', '127.0.0.3');
  expect(end).toBe('127.0.0.3');
  expect(ms).toBeGreaterThan(490);
});

test('one that answers at once is the only one, and one that refuses fails at once', async () => {
  const carrier = await startTcp(() => undefined);
  expect((await connectTo(carrier.port, 10_000, '127.0.0.1')).end).toBe('127.0.0.1');
  expect(carrier.connections).toBe(1);
  expect((await connectTo(await freePort(), 10_000)).end).toBe('ECONNREFUSED');
});

test('a name that can no longer be looked up is no harm', async () => {
  const silent = await startSilent();
  const connector = createConnector(300, () => Promise.reject(new Error('unknown')));
  const target = { protocol: 'http:', hostname: '127.0.0.1', port: String(silent.port) };
  const error = await new Promise<Error | null>((resolve) =>
    connector.connect(target, (...[failed]) => resolve(failed)),
  );
  expect(codeOfError(error)).toBe(timeoutCode);
});

test('closing ends what is being connected, and begins nothing', async () => {
  const carrier = await startTcp((socket) => socket.resume());
  const addresses = [{ address: '127.0.0.1', family: 4 }];
  const connector = createConnector(10_000, () => Promise.resolve([...addresses, ...addresses]));
  const target = { protocol: 'https:', hostname: '127.0.0.1', port: String(carrier.port) };
  connector.connect(target, () => undefined);
  await until(() => carrier.sockets.size === 1);
  connector.close();
  await until(() => carrier.sockets.size === 0);
  await wait(300);
  expect(carrier.connections).toBe(1);
});
