import { once } from 'node:events';
import { type AddressInfo, createConnection, createServer, type Server, type Socket } from 'node:net';
import { createServer as createTlsServer } from 'node:tls';
import { Worker } from 'node:worker_threads';
import { createProxy } from 'proxy';
import { Agent, type Dispatcher, ProxyAgent } from 'undici';
import { newCertificate } from '../../support/certificate.ts';

/** What replaces the carrier: nothing that could apply a request. */
export interface Standing {
  readonly baseUrl: string;
  readonly dispatcher?: Dispatcher;
  /** Connections so far. */
  readonly connections: number;
  close(): Promise<void>;
}

interface Listening {
  readonly port: number;
  readonly connections: number;
  close(): Promise<void>;
}

async function listen(server: Server): Promise<Listening> {
  const sockets = new Set<Socket>();
  let connections = 0;
  server.on('connection', (socket: Socket) => {
    connections += 1;
    sockets.add(socket);
    socket.on('error', () => undefined).on('close', () => sockets.delete(socket));
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    port: (server.address() as AddressInfo).port,
    get connections() {
      return connections;
    },
    async close() {
      for (const socket of sockets) socket.destroy();
      server.close();
      await once(server, 'close');
    },
  };
}

/** A place with a listener; `close` also ends the dispatcher. */
function standing(listening: Listening, baseUrl: string, dispatcher?: Dispatcher): Standing {
  return {
    baseUrl,
    ...(dispatcher && { dispatcher }),
    get connections() {
      return listening.connections;
    },
    async close() {
      await dispatcher?.destroy();
      await listening.close();
    },
  };
}

/** A thread that listens and never accepts, and so many connections that the kernel takes no more. */
async function fillBacklog(): Promise<Listening> {
  const program = `
    const { parentPort } = require('node:worker_threads');
    const server = require('node:net').createServer().listen({ port: 0, host: '127.0.0.1', backlog: 1 }, () => {
      parentPort.postMessage(server.address().port);
      Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0);
    });`;
  const worker = new Worker(program, { eval: true });
  const [port] = (await once(worker, 'message')) as [number];
  const fillers: Socket[] = [];
  const isFull = async (): Promise<boolean> => {
    const filler = createConnection(port, '127.0.0.1').on('error', () => undefined);
    fillers.push(filler);
    await new Promise((resolve) => setTimeout(resolve, 250));
    return filler.connecting;
  };
  // A busy machine may report one connection late, but not three in a row.
  for (let waiting = 0; waiting < 3; waiting = (await isFull()) ? waiting + 1 : 0)
    if (fillers.length > 64) throw new Error('This machine’s backlogs have no end');
  return {
    port,
    connections: 0,
    async close() {
      for (const filler of fillers) filler.destroy();
      await worker.terminate();
    },
  };
}

/** A TLS server that ends every connection that is established: a request would be lost, and seen as one. */
async function listenTls(): Promise<{ listening: Listening; cert: string }> {
  const { key, cert } = await newCertificate();
  const server = createTlsServer({ key, cert }, (socket) => socket.destroy()).on('tlsClientError', () => undefined);
  return { listening: await listen(server), cert };
}

const places = {
  async 'nobody listens'() {
    const listening = await listen(createServer());
    await listening.close();
    return { baseUrl: `http://127.0.0.1:${listening.port}`, connections: 0, close: () => Promise.resolve() };
  },
  'no such name': () =>
    Promise.resolve({ baseUrl: 'http://carrier.invalid', connections: 0, close: () => Promise.resolve() }),
  async 'plain TCP behind https'() {
    const answer = 'HTTP/1.1 400 Bad Request\r\n\r\n';
    const listening = await listen(createServer((socket) => socket.once('data', () => socket.write(answer))));
    return standing(listening, `https://127.0.0.1:${listening.port}`);
  },
  async 'an untrusted certificate'() {
    const { listening } = await listenTls();
    return standing(listening, `https://127.0.0.1:${listening.port}`);
  },
  async 'a certificate of another name'() {
    const { listening, cert } = await listenTls();
    const dispatcher = new Agent({ connect: { ca: cert } });
    return standing(listening, `https://localhost:${listening.port}`, dispatcher);
  },
  async 'a handshake that is cut'() {
    const listening = await listen(createServer((socket) => socket.once('data', () => socket.resetAndDestroy())));
    return standing(listening, `https://127.0.0.1:${listening.port}`);
  },
  async 'a handshake that never ends'() {
    const listening = await listen(createServer((socket) => socket.resume()));
    return standing(listening, `https://127.0.0.1:${listening.port}`);
  },
  async 'a full backlog'() {
    const listening = await fillBacklog();
    return standing(listening, `http://127.0.0.1:${listening.port}`);
  },
  async 'a proxy that refuses'() {
    const proxy = createProxy();
    proxy.authenticate = () => false;
    const listening = await listen(proxy);
    const dispatcher = new ProxyAgent({ uri: `http://127.0.0.1:${listening.port}` });
    return standing(listening, 'https://carrier.invalid', dispatcher);
  },
} satisfies Record<string, () => Promise<Standing>>;

export type Place = keyof typeof places;
export const placeNames = Object.keys(places) as readonly Place[];

export const openPlace = (place: Place): Promise<Standing> => places[place]();
