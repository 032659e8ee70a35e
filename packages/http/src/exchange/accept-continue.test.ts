import { setTimeout } from 'node:timers/promises';
import { expect, test } from 'vitest';
import { connect, write } from '../../test-support/connection.ts';
import { startTcp } from '../../test-support/loopback.ts';

const continued = 'HTTP/1.1 100 Continue\r\n\r\n';
const withHeaders = 'HTTP/1.1 100 Continue\r\nvia: 1.1 a\r\n\r\n';
const created = 'HTTP/1.1 201 Created\r\ncontent-length: 15\r\n\r\nHTTP/1.1 100 ok';

test.each([
  ['none', [created]],
  ['at once with the reply', [continued + created]],
  ['before it', [continued, created]],
  ['with headers, twice', [withHeaders + continued, created]],
  ['in pieces', ['HTTP/1.', '1 10', '0 Continue\r\n\r', '\nHTTP/1.1 20', created.slice(11)]],
  ['beside early hints', [`HTTP/1.1 103 Early Hints\r\n\r\n${created}`]],
])('an unasked 100 Continue: %s', async (_, pieces) => {
  const carrier = await startTcp((socket) => {
    socket.setNoDelay(true);
    const answer = async (): Promise<void> => {
      for (const piece of pieces) {
        socket.write(piece);
        await setTimeout(15);
      }
    };
    socket.on('data', () => void answer());
  });
  const { http } = connect(carrier.origin);
  for (let call = 0; call < 3; call += 1) {
    // What only looks like one, in the middle of a reply, is left as it is.
    expect(await http.send(write)).toBe('HTTP/1.1 100 ok');
    await setTimeout(pieces.length * 15);
  }
  expect(carrier.connections).toBe(1);
});
