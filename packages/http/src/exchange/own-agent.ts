import type { Socket } from 'node:net';
import { Agent, type buildConnector, type Dispatcher, Pool, ProxyAgent } from 'undici';
import { acceptContinue } from './accept-continue.ts';
import { createConnector } from './connector.ts';

export interface OwnAgent {
  dispatcher: Dispatcher;
  /** Destroys every connection, including those being opened. */
  close: () => Promise<void>;
}

type Connect = buildConnector.connector;

/** The connections through a proxy's tunnel, made as its agent says. */
function throughTunnel(origin: string | URL, options: { connect?: Connect }): Dispatcher {
  const { connect } = options;
  const connectAndAccept: Connect = (target, callback) =>
    connect?.(target, (...outcome: [Error, null] | [null, Socket]) => {
      if (outcome[0] === null) callback(null, acceptContinue(outcome[1]));
      else callback(...outcome);
    });
  return new Pool(origin, { ...options, connect: connectAndAccept });
}

/**
 * The pacer limits the number of connections: a waiting request never waits in undici's queue.
 *
 * @param proxy The URL of a proxy through which every connection is tunnelled.
 */
export function createOwnAgent(connectMs: number, proxy?: string): OwnAgent {
  const connector = createConnector(connectMs);
  const { connect } = connector;
  const agent =
    proxy === undefined
      ? new Agent({ pipelining: 1, connect })
      : new ProxyAgent({
          uri: proxy,
          pipelining: 1,
          clientFactory: (origin) => new Pool(origin, { connect }),
          factory: throughTunnel,
        });
  return {
    dispatcher: agent,
    async close() {
      connector.close();
      await agent.destroy();
    },
  };
}
