import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { createServer as createSecureServer } from 'node:https';
import type { Socket } from 'node:net';
import { buffer } from 'node:stream/consumers';
import type { CarrierRequest, CarrierScript, Stage } from './carrier-script.ts';
import { Delays } from './delays.ts';
import { type EmulatorControl, openControl } from './emulator-control.ts';
import { conduct } from './exchange.ts';
import { type SettingsOf, type Switches, usualSettings } from './switches.ts';

/** How any emulator is started. */
export interface EmulatorOptions {
  /** Default 0: any free port. */
  readonly port?: number;
  /** PEM; if given, the origin is `https:`. */
  readonly tls?: { readonly key: string; readonly cert: string };
  /** Milliseconds between a request's arrival and its answer, default 0. */
  readonly latencyMs?: number;
  /** The carrier's clock in milliseconds, default `Date.now`. Dates and token checks follow it. */
  readonly now?: () => number;
  /** Ids, tokens and keys follow from this word and the requests, the same on every run; random by default. */
  readonly word?: string;
}

export interface RunningServer<Settings> {
  /** `http://127.0.0.1:<port>` or `https://…`. */
  readonly origin: string;
  /** The words by which `failNext` knows the carrier's operations. */
  readonly operations: readonly string[];
  readonly control: EmulatorControl & Settings;
  /** Ends every socket and timer, answered or not. A second call does nothing more. */
  readonly close: () => Promise<void>;
}

/**
 * Serves a carrier on 127.0.0.1. The carrier's switches become members of the control:
 *
 * ```ts
 * const { origin, control, close } = await startEmulator(switches, (stage) => new CarrierScript(account, stage));
 * ```
 *
 * Rejects with Node's own error if the port is taken.
 */
export async function startEmulator<Some extends Switches>(
  switches: Some,
  writeScript: (stage: Stage<SettingsOf<Some>>) => CarrierScript,
  { port = 0, tls, latencyMs = 0, now = Date.now }: EmulatorOptions = {},
): Promise<RunningServer<SettingsOf<Some>>> {
  const { script, control } = openControl(usualSettings(switches), writeScript, { latencyMs, now });
  const delays = new Delays();
  const sockets = new Set<Socket>();
  const answer = (incoming: IncomingMessage, outgoing: ServerResponse): void => {
    serve(script, control, delays, incoming, outgoing).catch((error: unknown) => reportBug(error, outgoing));
  };
  // Idle connections outlive any test, so the server never closes one while a client sends on it.
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
    operations: [...new Set(script.operations.map(({ operation }) => operation))],
    control,
    close: () => (ended ??= end()),
  };
}

async function serve(
  script: CarrierScript,
  control: EmulatorControl,
  delays: Delays,
  incoming: IncomingMessage,
  outgoing: ServerResponse,
): Promise<void> {
  const request = await read(incoming);
  // The client hung up while sending, so the carrier has never seen the request.
  if (request === undefined) return;
  const call = await script.route(request);
  const { entry, rule } = control.admit(request, call);
  await conduct({ script, control, delays, call, entry, outgoing }, rule);
}

async function read(incoming: IncomingMessage): Promise<CarrierRequest | undefined> {
  const body = await buffer(incoming).catch(() => undefined);
  if (body === undefined) return undefined;
  const { method = '', url = '', headers } = incoming;
  const mark = url.indexOf('?');
  const path = mark === -1 ? url : url.slice(0, mark);
  return { method, path, query: new URLSearchParams(url.slice(path.length)), headers, body };
}

/** A bug of the emulator, or of a callback given to `inject`, must never look like an answer of the carrier. */
function reportBug(error: unknown, outgoing: ServerResponse): void {
  const failure = new Error('The emulator itself failed', { cause: error });
  process.emitWarning(failure);
  if (!outgoing.headersSent) outgoing.writeHead(500, { 'content-type': 'text/plain' });
  outgoing.end(`${failure.message}: ${String(error)}\n`);
}
