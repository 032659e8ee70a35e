import { connect } from 'node:net';

const CRLF = '\r\n';

/** A request as it goes over the wire: a head line by line, an empty line, and the body. */
export function rawRequest(head: readonly string[], body = ''): string {
  return [...head, '', body].join(CRLF);
}

/** The header with the length of a body. */
export const contentLength = (body: string): string => `Content-Length: ${Buffer.byteLength(body)}`;

/** A body in chunks, each written by its sender at its own time (RFC 9112, 7.1). */
export function chunked(pieces: readonly string[]): string {
  const chunks = pieces.map((piece) => `${Buffer.byteLength(piece).toString(16)}${CRLF}${piece}${CRLF}`);
  return `${chunks.join('')}0${CRLF}${CRLF}`;
}

/** A part of a multipart body, up to the next boundary. */
export function part(boundary: string, headers: readonly string[], value: string): string {
  return [`--${boundary}`, ...headers, '', value, ''].join(CRLF);
}

export interface RawReply {
  status: number;
  contentType: string | undefined;
  /** Parsed from JSON; undefined where there is none. */
  body: unknown;
}

/**
 * Writes `request` byte for byte into a connection of its own, and reads one reply, whose head has a `Content-Length`.
 * Our side stays open until then, as with clients that keep connections alive.
 */
export async function sendRaw(origin: string, request: string): Promise<RawReply> {
  const { hostname, port } = new URL(origin);
  const socket = connect(Number(port), hostname);
  socket.setTimeout(4000, () => socket.destroy(new Error('Nothing came for 4 s')));
  socket.write(request);
  const chunks: Buffer[] = [];
  // Leaving the loop destroys the socket.
  for await (const chunk of socket) {
    chunks.push(chunk as Buffer);
    const reply = readReply(Buffer.concat(chunks));
    if (reply !== undefined) return reply;
  }
  throw new Error(`The connection was closed after ${Buffer.concat(chunks).length} bytes`);
}

/** The reply, or undefined as long as it is incomplete. */
function readReply(received: Buffer): RawReply | undefined {
  const end = received.indexOf(CRLF + CRLF);
  if (end === -1) return undefined;
  const [statusLine = '', ...lines] = received.subarray(0, end).toString('latin1').split(CRLF);
  const header = (name: string): string | undefined =>
    lines.find((line) => line.toLowerCase().startsWith(`${name}: `))?.slice(name.length + 2);
  const body = received.subarray(end + 4);
  if (body.length < Number(header('content-length') ?? 0)) return undefined;
  return {
    status: Number(statusLine.split(' ')[1]),
    contentType: header('content-type'),
    body: body.length === 0 ? undefined : JSON.parse(body.toString()),
  };
}
