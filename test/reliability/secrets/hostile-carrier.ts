import { once } from 'node:events';
import { type AddressInfo, createServer, type Socket } from 'node:net';
import type { SecretFacts } from '../../carriers/secret-facts.ts';

/** What a carrier may repeat of a request: every part of it that can contain a secret. */
const partsOf = ({ headers, passwordIn }: SecretFacts): readonly ((head: string, body: string) => string)[] => [
  (head, body) => `${head}\n${body}`,
  (head) => head,
  (_, body) => body,
  (head) => new RegExp(`^(?:${headers.join('|')}): (.*)$`, 'imu').exec(head)?.[1] ?? '',
  (_, body) => passwordIn(body) ?? body,
];

const json = (status: string, body: unknown): string => reply(status, JSON.stringify(body), 'application/json');

function reply(status: string, body: string, type = 'text/html', header = ''): string {
  const length = Buffer.byteLength(body);
  return `HTTP/1.1 ${status}\r\n${header}content-type: ${type}\r\ncontent-length: ${length}\r\n\r\n${body}`;
}

const waysOf = ({ errorBody }: SecretFacts): readonly ((echo: string) => string)[] => [
  (echo) => json('400 Bad Request', errorBody(echo, 101)),
  (echo) => json('200 OK', errorBody(echo, 101)),
  (echo) => json('500 Internal Server Error', errorBody(echo, echo)),
  (echo) => json('422 Unprocessable Content', { error: echo, message: echo, details: echo, status_code: 422 }),
  (echo) => json('401 Unauthorized', { error: echo }),
  (echo) => json('200 OK', [echo, { result: echo }]),
  (echo) => reply('502 Bad Gateway', `<html><body><pre>${echo}</pre></body></html>`),
  (echo) => reply('200 OK', `? ${echo}`, 'application/json'),
  (echo) =>
    reply('302 Found', '', 'text/html', `location: https://login.invalid/?back=${encodeURIComponent(echo)}\r\n`),
  (echo) =>
    reply('429 Too Many Requests', '', 'text/html', `retry-after: ${oneLine(echo)}\r\nx-echo: ${oneLine(echo)}\r\n`),
  (echo) => `HTTP/1.1 200 ${oneLine(echo)}\r\ncontent-length: 0\r\n\r\n`,
  (echo) => `I do not speak HTTP, and this is what you said: ${echo}\r\n`,
  (echo) => `HTTP/1.1 200 OK\r\ncontent-length: 99999\r\n\r\n${echo}`,
];

const oneLine = (text: string): string => text.replaceAll(/[\r\n]+/gu, ' ').slice(0, 8000);

export interface HostileCarrier {
  readonly origin: string;
  /** From now on uses the next pair of a part and a way; false after the last one. */
  turn(): boolean;
  close(): Promise<void>;
}

/** Repeats what it is sent wherever an answer has room: in messages, codes, names of fields, headers, pages and noise. */
export async function startHostileCarrier(facts: SecretFacts): Promise<HostileCarrier> {
  const parts = partsOf(facts);
  const plays = waysOf(facts).flatMap((way) =>
    parts.map((part) => (head: string, body: string) => way(part(head, body))),
  );
  const sockets = new Set<Socket>();
  let place = -1;
  const server = createServer((socket) => {
    sockets.add(socket);
    socket.on('error', () => undefined).on('close', () => sockets.delete(socket));
    let request = '';
    socket.on('data', (chunk) => {
      request += chunk.toString();
      const end = request.indexOf('\r\n\r\n');
      const length = Number(/^content-length: (\d+)/imu.exec(request)?.[1] ?? 0);
      if (end < 0 || Buffer.byteLength(request.slice(end + 4)) < length) return;
      socket.end(plays[place]?.(request.slice(0, end), request.slice(end + 4)) ?? '');
    });
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    origin: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    turn() {
      place += 1;
      return place < plays.length;
    },
    async close() {
      for (const socket of sockets) socket.destroy();
      server.close();
      await once(server, 'close');
    },
  };
}
