import type { LookupAddress } from 'node:dns';
import { lookup } from 'node:dns/promises';
import { Socket } from 'node:net';
import { buildConnector } from 'undici';
import { timerLimitMs } from '../timer-limit.ts';
import { acceptContinue } from './accept-continue.ts';

export interface Connector {
  connect: buildConnector.connector;
  /** Destroys every socket that is being connected. */
  close(): void;
}

type Connected = (socket: Socket) => void;
type Failed = (error: Error) => void;

// Our own timer is exact and fires first; undici's, with a resolution of about a second, then destroys the socket.
const graceMs = 1000;
/** How much earlier than the next each address is tried (RFC 8305, 5). */
const headStartMs = 250;

type Look = (hostname: string) => Promise<readonly LookupAddress[]>;

const lookUpAll: Look = (hostname) => lookup(hostname, { all: true });

/** The addresses after the first, those of the other family first. */
function alternatives([first, ...rest]: readonly LookupAddress[]): string[] {
  const isOther = ({ family }: LookupAddress): boolean => family !== first?.family;
  return [...rest.filter(isOther), ...rest.filter((each) => !isOther(each))].map(({ address }) => address);
}

/**
 * Connects to whichever address of a host answers first. Node's own `autoSelectFamily` gives an address up after 250 ms, so that
 * a slow one fails as soon as the next refuses; here each keeps trying for `connectMs`.
 */
export function createConnector(connectMs: number, look: Look = lookUpAll): Connector {
  const connecting = new Set<Socket>();
  let isClosed = false;
  const timeout = Math.min(connectMs + graceMs, timerLimitMs);
  const connectOne = buildConnector({ timeout, autoSelectFamily: true, autoSelectFamilyAttemptTimeout: timeout });

  function attempt(target: buildConnector.Options, onConnected: Connected, onFailed: Failed): Socket | undefined {
    // Typed as void, but returns the socket, which undici does not track until it is connected.
    const socket: unknown = connectOne(target, (error, connected) => {
      if (socket instanceof Socket) connecting.delete(socket);
      if (error === null) onConnected(connected);
      else onFailed(error);
    });
    if (!(socket instanceof Socket)) return undefined;
    connecting.add(socket);
    socket.once('close', () => connecting.delete(socket));
    return socket;
  }

  function connect(target: buildConnector.Options, callback: buildConnector.Callback): void {
    const sockets = new Set<Socket | undefined>();
    let timer: NodeJS.Timeout | undefined;
    let isSettled = false;
    /** Ends the race with all sockets but this one; `false` if it has ended before. */
    const end = (winner: Socket | null): boolean => {
      if (isSettled) return false;
      isSettled = true;
      clearTimeout(timer);
      for (const each of sockets) if (each !== winner) each?.destroy();
      return true;
    };
    const onConnected: Connected = (connected) => {
      if (end(connected)) callback(null, acceptContinue(connected));
      else connected.destroy();
    };
    const tryInTurn = ([next, ...rest]: readonly string[]): void => {
      if (next === undefined || isSettled || isClosed) return;
      sockets.add(attempt({ ...target, hostname: next }, onConnected, () => undefined));
      timer = setTimeout(tryInTurn, headStartMs, rest);
    };
    // The first goes on to each address that follows, as soon as one refuses.
    sockets.add(attempt(target, onConnected, (error) => end(null) && callback(error, null)));
    timer = setTimeout(() => {
      look(target.hostname)
        .then(alternatives)
        .then(tryInTurn, () => undefined);
    }, headStartMs);
  }

  return {
    connect,
    close() {
      isClosed = true;
      for (const socket of connecting) socket.destroy();
    },
  };
}
