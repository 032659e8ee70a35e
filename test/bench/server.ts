// The carriers' answers without the carriers: as fast as a Node server can be, in a process of its own, so that what a
// client costs is not hidden behind what a server costs. Started by `start-server.ts`.
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { createServer as createSecureServer } from 'node:https';
import type { AddressInfo } from 'node:net';
import { answer } from './answers.ts';
import type { ServerSettings } from './start-server.ts';

const settings = JSON.parse(process.argv[2] ?? '') as ServerSettings;

function handle(request: IncomingMessage, response: ServerResponse): void {
  const chunks: Buffer[] = [];
  request.on('data', (chunk: Buffer) => chunks.push(chunk));
  request.on('end', () => {
    const { method = '', url = '' } = request;
    const { status, text } = answer({ method, url, body: Buffer.concat(chunks).toString() }, settings);
    const send = (): void => {
      const headers = { 'content-type': 'application/json', 'content-length': Buffer.byteLength(text) };
      response.writeHead(status, headers).end(text);
    };
    if (settings.latencyMs > 0) setTimeout(send, settings.latencyMs);
    else send();
  });
}

const { tls } = settings;
// Idle connections of a round that waits for its turn must not be cut in the next one's first call.
const server = tls === null ? createServer(handle) : createSecureServer(tls, handle);
server.keepAliveTimeout = 600_000;
server.listen(0, '127.0.0.1', () => {
  const { port } = server.address() as AddressInfo;
  process.send?.(`${tls === null ? 'http' : 'https'}://127.0.0.1:${port}`);
});
process.on('disconnect', () => process.exit());
