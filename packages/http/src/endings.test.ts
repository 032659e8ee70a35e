import type { Socket } from 'node:net';
import type { Timeouts } from './connection-options.ts';
import { describe, expect, test } from 'vitest';
import { connect, failureOf, read, write } from '../test-support/connection.ts';
import { countRequests, freePort, startTcp } from '../test-support/loopback.ts';

const patient: Timeouts = { connectMs: 5000, headersMs: 5000, bodyMs: 5000, totalMs: 20_000 };
const head = 'HTTP/1.1 200 OK\r\ncontent-type: application/json\r\n';

interface Ending {
  name: string;
  /** What the carrier does once it has the whole request. */
  end(socket: Socket): void;
  timeouts?: Partial<Timeouts>;
  words: string;
  httpStatus?: number;
  causeCode?: string;
  causeName?: string;
}

const endings: Ending[] = [
  {
    name: 'reset',
    end: (socket) => socket.resetAndDestroy(),
    words: 'the connection was reset',
    causeCode: 'ECONNRESET',
  },
  {
    name: 'closed without a word',
    end: (socket) => socket.end(),
    words: 'the connection was closed by the other side',
    causeCode: 'UND_ERR_SOCKET',
  },
  {
    name: 'no headers in time',
    end: () => undefined,
    timeouts: { headersMs: 60 },
    words: 'no reply within 60 ms',
  },
  {
    name: 'half of the headers, then nothing',
    end: (socket) => socket.write(head),
    timeouts: { headersMs: 60 },
    words: 'no reply within 60 ms',
  },
  {
    name: 'early hints, then nothing',
    end: (socket) => socket.write('HTTP/1.1 103 Early Hints\r\nlink: </a>\r\n\r\n'),
    timeouts: { headersMs: 60 },
    words: 'no reply within 60 ms',
  },
  {
    name: 'a body that stalls',
    end: (socket) => socket.write(`${head}content-length: 10\r\n\r\n{"a"`),
    timeouts: { bodyMs: 60 },
    words: 'the reply stalled for 60 ms',
    httpStatus: 200,
  },
  {
    name: 'a body that drips beyond the total',
    end: (socket) => {
      socket.write(`${head}content-length: 1000\r\n\r\n`);
      const drip = setInterval(() => socket.write(' '), 10);
      socket.on('close', () => clearInterval(drip));
    },
    timeouts: { bodyMs: 5000, totalMs: 100 },
    words: 'not done within 100 ms',
    httpStatus: 200,
  },
  {
    name: 'a body cut short of its length',
    end: (socket) => socket.end(`${head}content-length: 10\r\n\r\n{"a"`),
    words: 'the connection was closed by the other side',
    httpStatus: 200,
    causeCode: 'UND_ERR_SOCKET',
  },
  {
    name: 'a closing reply cut short of its length',
    end: (socket) => socket.end(`${head}connection: close\r\ncontent-length: 10\r\n\r\n{"a"`),
    words: 'the reply was cut short',
    httpStatus: 200,
    causeCode: 'UND_ERR_RES_CONTENT_LENGTH_MISMATCH',
  },
  {
    name: 'a chunked body without its last chunk',
    end: (socket) => socket.end(`${head}transfer-encoding: chunked\r\n\r\n4\r\n{"a"\r\n`),
    words: 'the connection was closed by the other side',
    httpStatus: 200,
    causeCode: 'UND_ERR_SOCKET',
  },
  {
    name: 'a body without an end',
    end: (socket) => {
      socket.write(`${head}transfer-encoding: chunked\r\n\r\n`);
      const chunk = `100000\r\n${'x'.repeat(0x100000)}\r\n`;
      const pour = (): void => {
        while (!socket.destroyed && socket.write(chunk));
      };
      socket.on('drain', pour);
      pour();
    },
    words: 'the reply was longer than 8388608 bytes',
    httpStatus: 200,
  },
  {
    name: 'something that is not HTTP',
    end: (socket) => socket.end('220 mail.example ESMTP SECRET-REPLY\r\n'),
    words: 'the reply was not HTTP',
    causeName: 'HTTPParserError',
  },
  {
    name: 'an upgrade that nobody asked for',
    end: (socket) => socket.write('HTTP/1.1 101 Switching Protocols\r\nconnection: upgrade\r\nupgrade: x\r\n\r\n'),
    words: 'the connection was closed by the other side',
    causeCode: 'UND_ERR_SOCKET',
  },
];

/** Ends every connection as `end` does, once a whole request has come. */
async function startBroken(end: Ending['end']) {
  let text = '';
  const asked = new Set<Socket>();
  const carrier = await startTcp((socket) => {
    let own = '';
    socket.on('close', () => asked.delete(socket));
    socket.on('data', (data) => {
      asked.add(socket);
      own += data.toString();
      text += data.toString();
      if (own.endsWith('}') || (own.startsWith('GET') && own.endsWith('\r\n\r\n'))) end(socket);
    });
  });
  return { origin: carrier.origin, asked, requests: () => countRequests(text) };
}

describe.each(endings)('after the request was sent: $name', ({ end, timeouts, words, httpStatus, ...ending }) => {
  const detail = httpStatus === undefined ? {} : { httpStatus };
  const { causeCode: code, causeName: name } = ending;
  const cause = { ...(code === undefined ? {} : { code }), ...(name === undefined ? {} : { name }) };

  test('a write is of unknown outcome and is sent once', async () => {
    const carrier = await startBroken(end);
    const { http, events } = connect(carrier.origin, { timeouts: { ...patient, ...timeouts } });
    const failure = await failureOf(http.send(write));
    expect(failure.code).toBe('outcome-unknown');
    expect(failure.message).toBe(
      `carrier create of “Acme”: ${words} after the request was sent; it may have been applied. Look it up before trying again.`,
    );
    expect(failure.detail).toStrictEqual({
      carrier: 'carrier',
      operation: 'create',
      carrierOperation: 'create',
      subject: 'Acme',
      ...detail,
    });
    if (Object.keys(cause).length === 0) expect(failure.cause).toBeUndefined();
    else expect(failure.cause).toMatchObject(cause);
    await expect.poll(() => carrier.requests()).toBe(1);
    expect(events).toMatchObject([{ type: 'attempt', status: httpStatus ?? null, code: 'outcome-unknown' }]);
    await expect.poll(() => carrier.asked.size).toBe(0);
  });

  test('a read is unavailable and is tried again', async () => {
    const carrier = await startBroken(end);
    const { http, events } = connect(carrier.origin, { timeouts: { ...patient, ...timeouts } });
    const failure = await failureOf(http.send(read));
    expect(failure.code).toBe('unavailable');
    expect(failure.message).toBe(`carrier list: ${words} (try 3 of 3); nothing was changed. Try again later.`);
    await expect.poll(() => carrier.requests()).toBe(3);
    expect(events.map(({ type }) => type)).toStrictEqual(['attempt', 'wait', 'attempt', 'wait', 'attempt']);
    await expect.poll(() => carrier.asked.size).toBe(0);
  });
});

test('a connection that dies unread is of unknown outcome too: the request was given to it', async () => {
  const carrier = await startTcp((socket) => setTimeout(() => socket.resetAndDestroy(), 200));
  const { http } = connect(carrier.origin);
  const failure = await failureOf(http.send(write));
  expect(failure.code).toBe('outcome-unknown');
  expect(carrier.connections).toBe(1);
});

describe('before the request was sent', () => {
  test('a refused connection is unavailable, and a write is tried again', async () => {
    const { http, events } = connect(`http://127.0.0.1:${await freePort()}`);
    const failure = await failureOf(http.send(write));
    expect(failure.code).toBe('unavailable');
    expect(failure.message).toBe(
      'carrier create of “Acme”: the connection was refused (try 3 of 3); nothing was sent. Try again later.',
    );
    expect(failure.cause).toMatchObject({ name: 'Error', code: 'ECONNREFUSED' });
    expect(events.filter(({ type }) => type === 'attempt')).toMatchObject([
      { attempt: 1, status: null, code: 'unavailable' },
      { attempt: 2, status: null, code: 'unavailable' },
      { attempt: 3, status: null, code: 'unavailable' },
    ]);
  });

  test('a name with several addresses that all refuse still says so', async () => {
    const { http } = connect(`http://localhost:${await freePort()}`, { retries: { attempts: 1, baseMs: 1, maxMs: 1 } });
    const failure = await failureOf(http.send(write));
    expect(failure.message).toBe(
      'carrier create of “Acme”: the connection was refused; nothing was sent. Try again later.',
    );
    expect(String(failure.cause)).toContain('ECONNREFUSED');
  });

  test('a server that does not speak TLS never sees the request', async () => {
    let seen = '';
    const carrier = await startTcp((socket) => {
      socket.on('data', (data) => {
        seen += data.toString('latin1');
        socket.write('HTTP/1.1 400 Bad Request\r\n\r\n');
      });
    });
    const { http } = connect(`https://127.0.0.1:${carrier.port}`);
    const failure = await failureOf(http.send(write));
    expect(failure.code).toBe('unavailable');
    expect(failure.message).toBe(
      'carrier create of “Acme”: the connection failed (ERR_SSL_WRONG_VERSION_NUMBER) (try 3 of 3); nothing was sent. Check the base URL.',
    );
    expect(carrier.connections).toBe(3);
    expect(seen).not.toContain('create');
  });

  test('a TLS handshake that is cut off is unavailable', async () => {
    const carrier = await startTcp((socket) => socket.once('data', () => socket.destroy()));
    const { http } = connect(`https://127.0.0.1:${carrier.port}`);
    const failure = await failureOf(http.send(write));
    expect(failure.code).toBe('unavailable');
    expect(failure.message).toContain('the connection was reset (try 3 of 3); nothing was sent.');
    expect(carrier.connections).toBe(3);
  });

  test('a TLS handshake that is never answered ends in time, and close() ends its socket', async () => {
    const carrier = await startTcp((socket) => socket.resume());
    const { http } = connect(`https://127.0.0.1:${carrier.port}`, {
      timeouts: { ...patient, connectMs: 50 },
      retries: { attempts: 2, baseMs: 1, maxMs: 1 },
    });
    const failure = await failureOf(http.send(write));
    expect(failure.code).toBe('unavailable');
    expect(failure.message).toContain('no connection within 50 ms (try 2 of 2); nothing was sent.');
    expect(carrier.connections).toBe(2);
    await http.close();
    await expect.poll(() => carrier.sockets.size).toBe(0);
  });

  test('a malformed request is our own bug, and is not tried again', async () => {
    const { http, events } = connect('http://127.0.0.1:1');
    const failure = await failureOf(http.send({ ...write, headers: () => ({ 'x-auth-token': 'SECRET\n' }) }));
    expect(failure.code).toBe('internal');
    expect(failure.message).toBe(
      'carrier create of “Acme”: the request was malformed (UND_ERR_INVALID_ARG); nothing was sent.',
    );
    expect(events).toHaveLength(1);
  });
});
