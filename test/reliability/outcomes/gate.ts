import { once } from 'node:events';
import { type AddressInfo, createConnection, createServer, type Socket } from 'node:net';
import { gzipSync } from 'node:zlib';

const wait = 20;

/** What becomes of an answer on its way back. */
const plays = {
  reset: (client) => client.resetAndDestroy(),
  'not HTTP': (client) => client.end('220 mail.example ESMTP ready\r\n'),
  upgrade: (client) => client.write('HTTP/1.1 101 Switching Protocols\r\nconnection: upgrade\r\nupgrade: x\r\n\r\n'),
  'half of the headers': (client, answer) => client.write(answer.slice(0, 24)),
  'endless headers': (client) => client.write(`HTTP/1.1 200 OK\r\nx-long: ${'x'.repeat(100_000)}\r\n\r\n`),
  'a chunk short': (client, answer) => client.end(`${headOf(answer, 'transfer-encoding: chunked')}1\r\n{\r\n`),
  'a closing reply cut short': (client, answer) => client.end(`${headOf(answer, 'content-length: 9999')}{`),
  drip(client, answer) {
    client.write(headOf(answer, 'content-length: 9999'));
    const drip = setInterval(() => client.write(' '), 10);
    client.on('close', () => clearInterval(drip));
  },
  compressed(client, answer) {
    const body = gzipSync('{}');
    client.write(headOf(answer, `content-encoding: gzip\r\ncontent-length: ${body.length}`));
    client.end(body);
  },
} satisfies Record<string, (client: Socket, answer: string) => void>;

/** Passes nothing on: the connection is reset with the request still in it. */
const resetUnread = 'reset unread';

export type GatePlay = keyof typeof plays | typeof resetUnread;
export const gatePlays = [resetUnread, ...Object.keys(plays)] as readonly GatePlay[];

function headOf(answer: string, header: string): string {
  const statusLine = answer.slice(0, answer.indexOf('\r\n') + 2);
  return `${statusLine}connection: close\r\ncontent-type: application/json\r\n${header}\r\n\r\n`;
}

export interface Gate {
  readonly origin: string;
  /** Answers that were spoilt so far. */
  readonly spoilt: number;
  close(): Promise<void>;
}

/**
 * A proxy before a carrier: gives every request its own connection, lets so many of them `pass`, and spoils the answers after
 * that. The carrier has seen and applied those requests, as with a load balancer that dies in between.
 */
export async function openGate(carrier: string, play: GatePlay, pass: number): Promise<Gate> {
  const { hostname, port } = new URL(carrier);
  const sockets = new Set<Socket>();
  const keep = (socket: Socket): Socket => {
    sockets.add(socket);
    return socket.on('error', () => undefined).on('close', () => sockets.delete(socket));
  };
  let connections = 0;
  let spoilt = 0;
  const server = createServer((client) => {
    keep(client);
    connections += 1;
    const passes = connections <= pass;
    if (play === resetUnread && !passes) {
      spoilt += 1;
      client.pause();
      setTimeout(() => client.resetAndDestroy(), wait);
      return;
    }
    const upstream = keep(createConnection(Number(port), hostname));
    // A reply that ends its connection is read to its end without knowing HTTP.
    client.on('data', (data) =>
      upstream.write(data.toString('latin1').replace('connection: keep-alive', 'connection: close'), 'latin1'),
    );
    client.on('close', () => upstream.destroy());
    const answer: Buffer[] = [];
    upstream.on('data', (data) => answer.push(data));
    upstream.on('end', () => {
      const whole = Buffer.concat(answer);
      if (passes || play === resetUnread) {
        client.end(whole);
        return;
      }
      spoilt += 1;
      plays[play](client, whole.toString('latin1'));
    });
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    origin: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    get spoilt() {
      return spoilt;
    },
    async close() {
      for (const socket of sockets) socket.destroy();
      server.close();
      await once(server, 'close');
    },
  };
}
