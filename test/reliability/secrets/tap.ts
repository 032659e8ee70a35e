import { once } from 'node:events';
import { type AddressInfo, connect, createServer, type Socket } from 'node:net';
import type { Hunt } from './hunt.ts';
import type { Vault } from './vault.ts';

export interface Tap {
  readonly origin: string;
  close(): Promise<void>;
}

// Where carriers issue secrets. A cut reply ends anywhere, and the next one may follow it.
const issued: readonly (readonly [kind: string, place: RegExp])[] = [
  ['sub-account token', /"auth_token":"([^"<\r]+)(?:"|$)/gu],
  ['console token', /"(?:access|refresh)_token":"([^"\r]+)(?:"|$)/gu],
  ['new private key', /"private_key":"([^"\r]+)(?:"|$)/gu],
];
const authorization = /^authorization: Bearer (\S+)/gimu;
const password = /(?:^|&|\?)(?:new|old)_subuser_password=([^&\s]+)/gmu;

function learnIssued(vault: Vault, text: string): void {
  for (const [kind, place] of issued)
    for (const [, secret = ''] of text.matchAll(place)) vault.add(kind, secret.replaceAll(String.raw`\n`, '\n'));
}

/** Tokens are made and passwords generated on our side, and seen here first. */
function learnSent(vault: Vault, text: string): void {
  for (const [, secret = ''] of text.matchAll(authorization)) vault.add('Voximplant token', secret);
  for (const [, secret = ''] of text.matchAll(password))
    vault.add('password', new URLSearchParams(`is=${secret}`).get('is') ?? '');
}

/** The longest secret in a reply is a key of about 1,700 characters. */
const carried = 4096;

/** The parts of requests, each of which is a surface of its own. */
export interface RequestSurfaces {
  /** Method, path and query. */
  urls: string;
  /** The header that proves who asks. */
  credentials: string;
  /** All other headers. */
  headers: string;
  bodies: string;
}

export const usualSurfaces: RequestSurfaces = {
  urls: 'URLs',
  credentials: 'the credentials’ header',
  headers: 'all other headers',
  bodies: 'request bodies',
};

/** What was written at once: a head, a body, or both. */
function readRequest(hunt: Hunt, text: string, surfaces: RequestSurfaces): void {
  const isHead = /^(?:GET|POST|PUT|DELETE) \S+ HTTP/u.test(text);
  const end = isHead ? text.indexOf('\r\n\r\n') + 4 : 0;
  const [first = '', ...headers] = text.slice(0, end).split('\r\n');
  if (isHead) hunt.read(surfaces.urls, first);
  for (const header of headers.filter((line) => line !== ''))
    hunt.read(/^(?:authorization|x-auth-token):/iu.test(header) ? surfaces.credentials : surfaces.headers, header);
  if (text.length > end) hunt.read(surfaces.bodies, text.slice(end));
}

/**
 * Listens on the wire to a carrier: learns the secrets that are issued and sent there, and shows the hunt what is sent. Replies
 * are not kept, since one of them is endless.
 */
export async function openTap(carrier: string, hunt: Hunt, surfaces = usualSurfaces): Promise<Tap> {
  const { hostname, port } = new URL(carrier);
  const sockets = new Set<Socket>();
  const lead = (from: Socket, to: Socket, onChunk: (chunk: Buffer) => void): void => {
    sockets.add(from);
    from.on('data', onChunk);
    from.on('error', () => to.destroy());
    from.on('close', () => {
      sockets.delete(from);
      to.destroy();
    });
    from.pipe(to);
  };
  const server = createServer((client) => {
    const target = connect(Number(port), hostname);
    lead(client, target, (chunk) => {
      const text = chunk.toString('latin1');
      learnSent(hunt.vault, text);
      readRequest(hunt, text, surfaces);
    });
    let tail = '';
    lead(target, client, (chunk) => {
      // 64 MiB of white space teach nothing.
      if (!chunk.includes('"')) return;
      tail = (tail + chunk.toString('latin1')).slice(-chunk.length - carried);
      learnIssued(hunt.vault, tail);
    });
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    origin: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    async close() {
      for (const socket of sockets) socket.destroy();
      server.close();
      await once(server, 'close');
    },
  };
}
