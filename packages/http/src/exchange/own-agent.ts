import { Socket } from 'node:net';
import { Agent, buildConnector, type Dispatcher } from 'undici';

export interface OwnAgent {
  dispatcher: Dispatcher;
  /** Destroys every connection, those included that are still being made. */
  close: () => Promise<void>;
}

// Our own timer is exact and comes first; undici's, which ticks by about a second, then destroys the socket.
const connectGraceMs = 1000;

/** How many connections there are is up to the pacer: a waiting request never waits in undici's queue. */
export function createOwnAgent(connectMs: number): OwnAgent {
  const connector = buildConnector({ timeout: connectMs + connectGraceMs });
  const connecting = new Set<Socket>();
  const agent = new Agent({
    pipelining: 1,
    connect(target, callback) {
      // Typed as void, yet it returns the socket, which undici itself loses sight of until it is connected.
      const socket: unknown = connector(target, (...outcome) => {
        if (socket instanceof Socket) connecting.delete(socket);
        callback(...outcome);
      });
      if (socket instanceof Socket) connecting.add(socket);
    },
  });
  return {
    dispatcher: agent,
    async close() {
      for (const socket of connecting) socket.destroy();
      await agent.destroy();
    },
  };
}
