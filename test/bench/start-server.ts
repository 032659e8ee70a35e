import { fork } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';

export interface ServerSettings {
  /** Sub-users of the account that is listed. */
  rows: number;
  /** Added to every answer, in milliseconds. */
  latencyMs: number;
  /** PEM; `null`: plain HTTP. */
  tls: { key: string; cert: string } | null;
}

export interface Server {
  origin: string;
  close(): Promise<void>;
}

/** The bench server, in another process. */
export async function startServer(settings: Partial<ServerSettings> = {}): Promise<Server> {
  const all: ServerSettings = { rows: 100, latencyMs: 0, tls: null, ...settings };
  const child = fork(fileURLToPath(new URL('server.ts', import.meta.url)), [JSON.stringify(all)], { execArgv: [] });
  const [origin] = (await once(child, 'message')) as [string];
  return {
    origin,
    async close() {
      const exit = once(child, 'exit');
      child.disconnect();
      await exit;
    },
  };
}
