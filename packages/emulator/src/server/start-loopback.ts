import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { createServer as createSecureServer } from 'node:https';
import type { Socket } from 'node:net';
import { buffer } from 'node:stream/consumers';
import type { CarrierPlay, CarrierRequest } from './carrier-script.ts';
import { Delays } from './delays.ts';
import { conduct } from './exchange.ts';
import type { LoopbackControl } from './loopback-control.ts';

export interface LoopbackOptions {
  /** Default 0: any free port. */
  readonly port?: number;
  /** PEM; where given, the origin is `https:`. */
  readonly tls?: { readonly key: string; readonly cert: string };
}

export interface Loopback {
  /** `http://127.0.0.1:<port>` or `https://…`. */
  readonly origin: string;
  /** Ends every socket and timer, answered or not. A second call does nothing more. */
  readonly close: () => Promise<void>;
}

/**
 * Serves a carrier on 127.0.0.1:
 *
 * ```ts
 * const control = new LoopbackControl(play, { now, latencyMs });
 * const { origin, close } = await startLoopback(play, control, { port, tls });
 * ```
 *
 * Rejects with Node's own error where the port is taken.
 */
export async function startLoopback(
  play: CarrierPlay,
  control: LoopbackControl,
  { port = 0, tls }: LoopbackOptions,
): Promise<Loopback> {
  const delays = new Delays();
  const sockets = new Set<Socket>();
  const answer = (incoming: IncomingMessage, outgoing: ServerResponse): void => {
    serve(play, control, delays, incoming, outgoing).catch((error: unknown) => confess(error, outgoing));
  };
  // Idle connections outlive any test, so that none is closed under a request that is just being sent.
  const patience = { keepAliveTimeout: 60_000 };
  const server =
    tls === undefined ? createServer(patience, answer) : createSecureServer({ ...patience, ...tls }, answer);
  server.on('connection', (socket: Socket) => {
    sockets.add(socket);
    socket.once('close', () => sockets.delete(socket));
  });
  server.listen(port, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  const bound = typeof address === 'object' && address !== null ? address.port : port;
  const end = async (): Promise<void> => {
    delays.end();
    control.end();
    server.close();
    for (const socket of sockets) socket.destroy();
    await once(server, 'close');
  };
  let ended: Promise<void> | undefined;
  return {
    origin: `${tls === undefined ? 'http' : 'https'}://127.0.0.1:${bound}`,
    close: () => (ended ??= end()),
  };
}

async function serve(
  play: CarrierPlay,
  control: LoopbackControl,
  delays: Delays,
  incoming: IncomingMessage,
  outgoing: ServerResponse,
): Promise<void> {
  const request = await read(incoming);
  // The client hung up in the middle of its own request: the carrier has never seen it.
  if (request === undefined) return;
  const call = await play.route(request);
  const { entry, rule } = control.admit(request, call);
  await conduct({ play, control, delays, call, entry, outgoing }, rule);
}

async function read(incoming: IncomingMessage): Promise<CarrierRequest | undefined> {
  const body = await buffer(incoming).catch(() => undefined);
  if (body === undefined) return undefined;
  const { method = '', url = '', headers } = incoming;
  const mark = url.indexOf('?');
  const path = mark === -1 ? url : url.slice(0, mark);
  return { method, path, query: new URLSearchParams(url.slice(path.length)), headers, body };
}

/** A bug of the emulator, or of a callback given to `inject`, must never pass for an answer of the carrier. */
function confess(error: unknown, outgoing: ServerResponse): void {
  const failure = new Error('The emulator itself failed', { cause: error });
  process.emitWarning(failure);
  if (!outgoing.headersSent) outgoing.writeHead(500, { 'content-type': 'text/plain' });
  outgoing.end(`${failure.message}: ${String(error)}\n`);
}
