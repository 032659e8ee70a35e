import { once } from 'node:events';
import { createServer, type IncomingHttpHeaders, type IncomingMessage, request, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';

/** A request and its reply as they went over the wire. */
export interface Exchange {
  readonly method: string;
  /** With the query. */
  readonly path: string;
  /** Names in lower case. */
  readonly headers: IncomingHttpHeaders;
  readonly body: string;
  /** Missing where the connection ended without one. */
  readonly reply?: {
    readonly status: number;
    readonly headers: IncomingHttpHeaders;
    readonly body: string;
  };
}

export interface Recorder {
  /** A proxy that passes every request to the target unchanged. */
  readonly origin: string;
  /** In the order in which they ended. */
  readonly exchanges: Exchange[];
  close(): Promise<void>;
}

/** Records everything between a client and `target`, an `http:` origin, and changes nothing of it. */
export async function startRecorder(target: string): Promise<Recorder> {
  const exchanges: Exchange[] = [];
  const server = createServer((incoming, outgoing) => {
    void record(incoming, outgoing, target).then((exchange) => exchanges.push(exchange));
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    origin: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    exchanges,
    async close() {
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
    },
  };
}

async function record(incoming: IncomingMessage, outgoing: ServerResponse, target: string): Promise<Exchange> {
  const { method = '', url: path = '', headers } = incoming;
  const body = await text(incoming);
  const asked = { method, path, headers, body };
  try {
    const forwarded = request(target + path, { method, headers, agent: false });
    forwarded.end(body);
    const [answer] = (await once(forwarded, 'response')) as [IncomingMessage];
    const reply = { status: answer.statusCode ?? 0, headers: answer.headers, body: await text(answer) };
    outgoing.writeHead(reply.status, reply.headers).end(reply.body);
    return { ...asked, reply };
  } catch {
    outgoing.destroy();
    return asked;
  }
}
