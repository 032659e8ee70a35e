import { constants, createServer, type ServerHttp2Stream } from 'node:http2';
import type { AddressInfo } from 'node:net';
import { H2CClient } from 'undici';
import { expect, onTestFinished, test } from 'vitest';
import { connect, failureOf, read, write } from '../test-support/connection.ts';

// Our own agent speaks HTTP/1.1; a dispatcher of the caller may speak HTTP/2, and the evidence must hold there as well.
async function startCarrier(handle: (stream: ServerHttp2Stream) => void) {
  let requests = 0;
  const server = createServer();
  server.on('stream', (stream) => {
    stream.on('error', () => undefined);
    stream.resume();
    stream.on('end', () => {
      requests += 1;
      handle(stream);
    });
  });
  server.on('sessionError', () => undefined);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  const dispatcher = new H2CClient(`http://127.0.0.1:${port}`);
  onTestFinished(async () => {
    await dispatcher.destroy();
    server.close();
  });
  return { origin: `http://127.0.0.1:${port}`, dispatcher, server, requests: () => requests };
}

test('an answer', async () => {
  const { origin, dispatcher } = await startCarrier((stream) => {
    stream.respond({ ':status': 200, 'x-a': '1' });
    stream.end('ok');
  });
  expect(await connect(origin, { dispatcher }).http.send(write)).toBe('ok');
});

test.each<[string, (stream: ServerHttp2Stream) => void]>([
  ['a stream that is reset', (stream) => stream.close(constants.NGHTTP2_INTERNAL_ERROR)],
  ['a stream that is refused, which proves nothing to us', (stream) => stream.close(constants.NGHTTP2_REFUSED_STREAM)],
  ['a connection that is given up', (stream) => stream.session?.destroy()],
])('%s leaves a write of unknown outcome, sent once; a read is tried again', async (_, handle) => {
  const { origin, dispatcher, requests } = await startCarrier(handle);
  const { http } = connect(origin, { dispatcher });
  expect((await failureOf(http.send(write))).code).toBe('outcome-unknown');
  expect(requests()).toBe(1);
  expect((await failureOf(http.send(read))).code).toBe('unavailable');
  expect(requests()).toBe(4);
});

test('nobody there: nothing was sent', async () => {
  const { origin, dispatcher, server } = await startCarrier(() => undefined);
  server.close();
  const failure = await failureOf(connect(origin, { dispatcher }).http.send(write));
  expect(failure.code).toBe('unavailable');
  expect(failure.message).toContain('nothing was sent.');
});
