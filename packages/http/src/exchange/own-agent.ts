import { Socket } from 'node:net';
import { Agent, buildConnector, type Dispatcher } from 'undici';

export interface OwnAgent {
  dispatcher: Dispatcher;
  /** Destroys every connection, including those being opened. */
  close: () => Promise<void>;
}

// Our own timer is exact and fires first; undici's, with a resolution of about a second, then destroys the socket.
const connectGraceMs = 1000;

/** The pacer limits the number of connections: a waiting request never waits in undici's queue. */
export function createOwnAgent(connectMs: number): OwnAgent {
  const connector = buildConnector({ timeout: connectMs + connectGraceMs });
  const connecting = new Set<Socket>();
  const agent = new Agent({
    pipelining: 1,
    connect(target, callback) {
      // Typed as void, but returns the socket, which undici does not track until it is connected.
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
