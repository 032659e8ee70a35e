import { once } from 'node:events';
import type { ServerResponse } from 'node:http';
import type { Reply } from './carrier-script.ts';

const padding = Buffer.alloc(64 * 1024, ' ');
const paddings = 1024;
const page = '<!DOCTYPE html><html><head><title>Service</title></head><body><h1>Please try again</h1></body></html>\n';

/** The first half of the body; an answer without one gets that of an empty object. */
function halves(reply: Reply): { first: Buffer; length: number } {
  const whole = Buffer.from(JSON.stringify(reply.body ?? {}));
  return { first: whole.subarray(0, Math.ceil(whole.length / 2)), length: whole.length };
}

function writeHead(
  outgoing: ServerResponse,
  reply: Reply,
  status: number,
  headers: Record<string, string | number>,
): void {
  outgoing.writeHead(status, { ...reply.headers, ...headers });
}

/** A 204 cannot have the body that a fault sends. */
function bodyStatus(reply: Reply): number {
  return reply.status === 204 ? 200 : reply.status;
}

export function sendWhole(outgoing: ServerResponse, reply: Reply): void {
  if (reply.body === undefined || reply.status === 204) {
    writeHead(outgoing, reply, reply.status, reply.status === 204 ? {} : { 'content-length': 0 });
    outgoing.end();
    return;
  }
  const body = Buffer.from(JSON.stringify(reply.body));
  writeHead(outgoing, reply, reply.status, { 'content-type': 'application/json', 'content-length': body.length });
  outgoing.end(body);
}

export function sendPage(outgoing: ServerResponse, status: number): void {
  outgoing.writeHead(status, { 'content-type': 'text/html; charset=utf-8', 'content-length': page.length });
  outgoing.end(page);
}

export function sendGarbage(outgoing: ServerResponse, reply: Reply): void {
  const { first } = halves(reply);
  const headers = { 'content-type': 'application/json', 'content-length': first.length };
  writeHead(outgoing, reply, bodyStatus(reply), headers);
  outgoing.end(first);
}

/** Sends half of the body, then calls `then`. */
export function sendHalf(outgoing: ServerResponse, reply: Reply, then?: () => void): void {
  const { first, length } = halves(reply);
  writeHead(outgoing, reply, bodyStatus(reply), { 'content-type': 'application/json', 'content-length': length });
  outgoing.write(first, then);
}

/** Sends valid JSON that is too long for any reader with a limit. Stops when the reader hangs up. */
export async function sendOversized(outgoing: ServerResponse, reply: Reply): Promise<void> {
  writeHead(outgoing, reply, bodyStatus(reply), { 'content-type': 'application/json' });
  const gone = new AbortController();
  outgoing.once('close', () => gone.abort());
  for (let sent = 0; sent < paddings && !gone.signal.aborted; sent += 1) {
    if (!outgoing.write(padding)) await once(outgoing, 'drain', { signal: gone.signal }).catch(() => undefined);
  }
  outgoing.end(JSON.stringify(reply.body ?? {}));
}
