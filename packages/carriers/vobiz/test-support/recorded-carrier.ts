import nock from 'nock';

export interface Seen {
  method: string;
  /** With its query, byte for byte. */
  path: string;
  headers: Record<string, string>;
  body: string;
}

/** The headers that this adapter answers for; the rest (`host`, `connection`) is the HTTP client's. */
const ours = new Set(['x-auth-id', 'x-auth-token', 'accept', 'content-type', 'authorization']);

/** Answers the next request of this method at Vobiz's own origin, whatever its path, and tells what was sent. */
export function recordNext(method: string, status: number, body?: string, headers: Record<string, string> = {}): Seen {
  const seen: Seen = { method: '', path: '', headers: {}, body: '' };
  nock('https://api.vobiz.ai')
    .intercept((path) => path.startsWith('/'), method)
    .reply(async (request: Request) => {
      const { pathname, search } = new URL(request.url);
      seen.method = request.method;
      seen.path = pathname + search;
      seen.headers = Object.fromEntries([...request.headers].filter(([name]) => ours.has(name)));
      seen.body = await request.text();
      return [status, body, { 'content-type': 'application/json', ...headers }];
    });
  return seen;
}
