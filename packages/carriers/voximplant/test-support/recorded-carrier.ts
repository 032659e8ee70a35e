import nock from 'nock';

export interface Seen {
  method: string;
  /** With its query, byte for byte. */
  path: string;
  headers: Record<string, string>;
  body: string;
}

/** The headers that this adapter answers for; the rest (`host`, `connection`) is the HTTP client's. */
const ours = new Set(['accept', 'content-type', 'content-length']);

export interface Recorded extends Seen {
  /** The text after `Bearer `. */
  token: string;
}

/** Answers the next request at Voximplant's own origin, whatever it is, and tells what was sent. */
export function recordNext(status: number, body: unknown, headers: Record<string, string> = {}): Recorded {
  const recorded: Recorded = { method: '', path: '', headers: {}, body: '', token: '' };
  const text = typeof body === 'string' ? body : JSON.stringify(body);
  nock('https://api.voximplant.com')
    .intercept((path) => path.startsWith('/'), 'POST')
    .reply(async (request: Request) => {
      const { pathname, search } = new URL(request.url);
      recorded.method = request.method;
      recorded.path = pathname + search;
      recorded.headers = Object.fromEntries([...request.headers].filter(([name]) => ours.has(name)));
      recorded.body = await request.text();
      recorded.token = (request.headers.get('authorization') ?? '').replace(/^Bearer /u, '');
      return [status, text, { 'content-type': 'application/json', ...headers }];
    });
  return recorded;
}

export function seenOf({ method, path, headers, body }: Recorded): Seen {
  return { method, path, headers, body };
}

/** Fails where an answer was prepared and no request came for it. */
export function endRecording(): void {
  const left = nock.pendingMocks();
  nock.cleanAll();
  if (left.length > 0) throw new Error(`Never asked for: ${left.join(', ')}`);
}
