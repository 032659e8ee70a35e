import { fork } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import type { Limit } from './limiter.ts';

export interface ServerSettings {
  /** Sub-users of the account that is listed. */
  rows: number;
  /** Which of the documented forms a page of rows has, by the name that the carrier's bench gives it. */
  form: string;
  /** Added to every answer, in milliseconds. */
  latencyMs: number;
  /** PEM; `null`: plain HTTP. */
  tls: { key: string; cert: string } | null;
  /** Beyond it the answer is 429. */
  limit: Limit | null;
}

/** What the server saw since it was last asked. */
export interface Seen {
  requests: number;
  /** Answered with 429. */
  refused: number;
  mostAtOnce: number;
  /** From the request's head to the answer, the mean; what `latencyMs` came to. */
  meanMs: number;
}

export interface Server {
  origin: string;
  seen(): Promise<Seen>;
  close(): Promise<void>;
}

/** The bench server, in another process. */
export async function startServer(settings: Partial<ServerSettings> = {}): Promise<Server> {
  const all: ServerSettings = { rows: 100, form: '', latencyMs: 0, tls: null, limit: null, ...settings };
  const child = fork(fileURLToPath(new URL('server.ts', import.meta.url)), [JSON.stringify(all)], { execArgv: [] });
  const [origin] = (await once(child, 'message')) as [string];
  return {
    origin,
    async seen() {
      child.send('seen');
      const [seen] = (await once(child, 'message')) as [Seen];
      return seen;
    },
    async close() {
      const exit = once(child, 'exit');
      child.disconnect();
      await exit;
    },
  };
}
