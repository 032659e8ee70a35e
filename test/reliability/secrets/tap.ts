import { once } from 'node:events';
import { type AddressInfo, connect, createServer, type Socket } from 'node:net';
import type { CarrierUnderTest } from '../../carriers/carrier-under-test.ts';
import type { SecretFacts } from '../../carriers/secret-facts.ts';
import type { Hunt } from './hunt.ts';
import type { Vault } from './vault.ts';

export interface Tap {
  readonly origin: string;
  close(): Promise<void>;
}

function learnIssued(vault: Vault, text: string, { issued }: SecretFacts): void {
  for (const [kind, place] of issued)
    for (const [, secret = ''] of text.matchAll(place)) vault.add(kind, secret.replaceAll(String.raw`\n`, '\n'));
}

/** Tokens and passwords that our side generates are first seen here. */
function learnSent(vault: Vault, text: string, { sent }: SecretFacts): void {
  for (const [kind, place] of sent)
    for (const [, secret = ''] of text.matchAll(place))
      vault.add(kind, new URLSearchParams(`is=${secret}`).get('is') ?? '');
}

/** The longest secret in a reply is a key of about 1,700 characters. */
const carried = 4096;

/** The parts of requests, each a surface of its own. */
export interface RequestSurfaces {
  /** Method, path and query. */
  urls: string;
  /** The headers that prove who is calling. */
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

/** One chunk of a request: a head, a body, or both. */
function readRequest({ hunt, facts, surfaces }: Listening, text: string): void {
  const isHead = /^(?:GET|POST|PUT|DELETE) \S+ HTTP/u.test(text);
  const end = isHead ? text.indexOf('\r\n\r\n') + 4 : 0;
  const [first = '', ...headers] = text.slice(0, end).split('\r\n');
  if (isHead) hunt.read(surfaces.urls, first);
  for (const header of headers.filter((line) => line !== '')) {
    const isCredential = facts.headers.some((name) => header.toLowerCase().startsWith(`${name}:`));
    hunt.read(isCredential ? surfaces.credentials : surfaces.headers, header);
  }
  if (text.length > end) hunt.read(surfaces.bodies, text.slice(end));
}

interface Listening {
  readonly hunt: Hunt;
  readonly facts: SecretFacts;
  readonly surfaces: RequestSurfaces;
}

/**
 * Listens on the wire to a carrier: learns the secrets that are issued and sent, and shows the hunt every request. Replies are
 * not kept, since one of them is endless.
 */
export async function openTap(
  { carrier, origin }: { carrier: CarrierUnderTest; origin: string },
  hunt: Hunt,
  surfaces = usualSurfaces,
): Promise<Tap> {
  const { hostname, port } = new URL(origin);
  const { secrets: facts } = carrier;
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
      learnSent(hunt.vault, text, facts);
      readRequest({ hunt, facts, surfaces }, text);
    });
    let tail = '';
    lead(target, client, (chunk) => {
      // Skips 64 MiB of white space.
      if (!chunk.includes('"')) return;
      tail = (tail + chunk.toString('latin1')).slice(-chunk.length - carried);
      learnIssued(hunt.vault, tail, facts);
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
