import { once } from 'node:events';
import { type AddressInfo, createServer, type Socket } from 'node:net';

/** What a carrier may repeat of a request: every part of it that can hold a secret. */
const parts: readonly ((head: string, body: string) => string)[] = [
  (head, body) => `${head}\n${body}`,
  (head) => head,
  (_, body) => body,
  (head) => /^(?:authorization|x-auth-token): (.*)$/imu.exec(head)?.[1] ?? '',
  (_, body) =>
    new URLSearchParams(body).get('new_subuser_password') ?? /"password":"(.*?)"[,}]/u.exec(body)?.[1] ?? body,
];

const json = (status: string, body: unknown): string => reply(status, JSON.stringify(body), 'application/json');

function reply(status: string, body: string, type = 'text/html', header = ''): string {
  const length = Buffer.byteLength(body);
  return `HTTP/1.1 ${status}\r\n${header}content-type: ${type}\r\ncontent-length: ${length}\r\n\r\n${body}`;
}

/** An error body that fits both carriers, with the echo wherever they have words. */
const refusal = (echo: string, code: unknown = 101): object => {
  const details = [{ type: 'value_error', loc: ['body', 'name', echo], msg: echo }];
  return {
    error: { code, message: echo, msg: echo, field_name: echo, details },
    errors: [{ code, msg: echo, field_name: echo }],
    message: echo,
    details,
    status: 'error',
    status_code: 400,
  };
};

const ways: readonly ((echo: string) => string)[] = [
  (echo) => json('400 Bad Request', refusal(echo)),
  (echo) => json('200 OK', refusal(echo)),
  (echo) => json('500 Internal Server Error', refusal(echo, echo)),
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
  /** Repeats from now on by another pair of a part and a way; false where all were had. */
  turn(): boolean;
  close(): Promise<void>;
}

/** Repeats what it is sent, wherever an answer has room: in words, codes, names of fields, headers, pages and noise. */
export async function startHostileCarrier(): Promise<HostileCarrier> {
  const plays = ways.flatMap((way) => parts.map((part) => (head: string, body: string) => way(part(head, body))));
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
