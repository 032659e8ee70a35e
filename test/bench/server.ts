// The carriers' answers without the carriers: as fast as a Node server can be, in a process of its own, so that what a
// client costs is not hidden behind what a server costs. Started by `start-server.ts`.
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { createServer as createSecureServer } from 'node:https';
import type { AddressInfo } from 'node:net';
import { answer } from './answers.ts';
import type { Answer } from './route.ts';
import { createLimiter } from './limiter.ts';
import type { Seen, ServerSettings } from './start-server.ts';

const settings = JSON.parse(process.argv[2] ?? '') as ServerSettings;

const isAllowed = settings.limit === null ? (): boolean => true : createLimiter(settings.limit);
const tooMany: Answer = { status: 429, text: '{"error":"Too many requests"}' };
const nothing = { requests: 0, refused: 0, mostAtOnce: 0, totalMs: 0 };
let seen = { ...nothing };
let underWay = 0;
/** How late a timer is, a millisecond or two: it is set that much earlier, so that the mean latency is what was asked. */
let lateMs = 0;

function handle(request: IncomingMessage, response: ServerResponse): void {
  const arrived = performance.now();
  const isLate = !isAllowed(arrived);
  underWay += 1;
  seen.requests += 1;
  seen.refused += Number(isLate);
  seen.mostAtOnce = Math.max(seen.mostAtOnce, underWay);
  const chunks: Buffer[] = [];
  request.on('data', (chunk: Buffer) => chunks.push(chunk));
  request.on('end', () => {
    const { method = '', url = '' } = request;
    const asked = { method, url, body: Buffer.concat(chunks).toString() };
    const { status, text } = isLate ? tooMany : answer(asked, settings);
    const send = (): void => {
      underWay -= 1;
      const tookMs = performance.now() - arrived;
      seen.totalMs += tookMs;
      lateMs += (tookMs - settings.latencyMs) / 200;
      const headers = { 'content-type': 'application/json', 'content-length': Buffer.byteLength(text) };
      response.writeHead(status, headers).end(text);
    };
    if (settings.latencyMs > 0) setTimeout(send, Math.max(1, settings.latencyMs - lateMs));
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
process.on('message', () => {
  const { totalMs, ...counts } = seen;
  const told: Seen = { ...counts, meanMs: totalMs / counts.requests };
  process.send?.(told);
  seen = { ...nothing };
});
process.on('disconnect', () => process.exit());
