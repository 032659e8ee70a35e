import type { Socket } from 'node:net';

const continued = Buffer.from('HTTP/1.1 100');
const headEnd = Buffer.from('\r\n\r\n');

/**
 * Lets a carrier, or a proxy before it, say “100 Continue” unasked, as it may (RFC 9110, 15.2), though undici ends the
 * connection over it (7.30.2, lib/dispatcher/client-h1.js `onHeadersComplete`). Where a reply begins with it, undici reads a
 * 102 in its place, which it takes for news of a reply that is yet to come.
 */
export function acceptContinue<S extends Socket>(socket: S): S {
  const read = socket.read.bind(socket);
  const write = socket.write.bind(socket);
  /** What comes next where a reply begins; `undefined` in the middle of one. */
  let expected: Buffer | undefined;
  let matched = 0;

  const change = (bytes: Buffer): void => {
    for (let at = 0; at < bytes.length && expected !== undefined; at += 1) {
      if (bytes[at] === expected[matched]) matched += 1;
      else if (expected === continued) expected = undefined;
      else matched = bytes[at] === headEnd[0] ? 1 : 0;
      if (matched !== expected?.length) continue;
      if (expected === continued) bytes.write('2', at);
      expected = expected === continued ? headEnd : continued;
      matched = 0;
    }
  };
  // The next bytes to be read after a request begin its reply.
  const expectReply = (): void => {
    expected = continued;
    matched = 0;
  };

  return Object.assign(socket, {
    read(size?: number) {
      const bytes: unknown = read(size);
      if (expected !== undefined && bytes instanceof Buffer) change(bytes);
      return bytes;
    },
    write(...written: Parameters<typeof write>) {
      expectReply();
      return write(...written);
    },
  });
}
