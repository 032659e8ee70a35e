import { once } from 'node:events';
import { type AddressInfo, connect, createServer, type Socket } from 'node:net';

/** The bytes of one connection as latin1: one character a byte. */
export interface TappedConnection {
  readonly sent: string;
  readonly received: string;
}

export interface WireTap {
  /** Passes everything to the target, byte for byte. */
  readonly origin: string;
  /** In the order in which they were made. */
  connections(): TappedConnection[];
  close(): Promise<void>;
}

/** Listens on the wire to `port` of 127.0.0.1, and sees what any listener there sees. */
export async function startWireTap(port: number): Promise<WireTap> {
  const connections: { sent: Buffer[]; received: Buffer[] }[] = [];
  const sockets = new Set<Socket>();
  const lead = (from: Socket, to: Socket, record: Buffer[]): void => {
    sockets.add(from);
    from.on('data', (chunk: Buffer) => record.push(chunk));
    from.on('error', () => to.destroy());
    from.on('close', () => to.destroy());
    from.pipe(to);
  };
  const server = createServer((client) => {
    const target = connect(port, '127.0.0.1');
    const connection = { sent: [], received: [] };
    connections.push(connection);
    lead(client, target, connection.sent);
    lead(target, client, connection.received);
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const text = (chunks: readonly Buffer[]): string => Buffer.concat(chunks).toString('latin1');
  return {
    origin: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    connections: () => connections.map(({ sent, received }) => ({ sent: text(sent), received: text(received) })),
    async close() {
      for (const socket of sockets) socket.destroy();
      server.close();
      await once(server, 'close');
    },
  };
}
