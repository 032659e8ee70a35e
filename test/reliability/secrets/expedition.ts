import { setTimeout as wait } from 'node:timers/promises';
import type { CallOptions, Clock } from '@subuser/core';
import type { ConnectionOptions, Timeouts } from '@subuser/http';
import type { Opened, PlantedSecrets } from '../../carriers/secret-facts.ts';
import type { Ground, openWith } from './ground.ts';
import type { Hunt } from './hunt.ts';

/** Shared by the parts of a hunt. */
export interface Party {
  readonly hunt: Hunt;
  readonly clock: Clock;
  readonly planted: PlantedSecrets;
  readonly grounds: readonly Ground[];
  readonly takeTurn: () => number;
  /** How carriers are opened: `openWith`, or something that leaks on purpose. */
  readonly open: typeof openWith;
}

export interface Trip {
  readonly connection: ConnectionOptions;
  /** One call after the other, so that each finds what the previous one left. */
  readonly inOrder?: boolean;
  /** Milliseconds after which every call is cancelled. */
  readonly abortMs?: number | undefined;
}

export interface TripEnd {
  succeeded: string[];
  failed: Map<string, string>;
}

/** Time-outs that nothing on this machine reaches by chance. */
const patient: Timeouts = { connectMs: 20_000, headersMs: 20_000, bodyMs: 20_000, totalMs: 60_000 };
/** Requests that several callers share are not cancelled with one of them; closing waits for them, here no longer than this. */
const brief: Timeouts = { connectMs: 500, headersMs: 500, bodyMs: 500, totalMs: 1000 };

async function make(
  { hunt, opened }: { hunt: Hunt; opened: Opened },
  options: CallOptions,
  inOrder: boolean,
): Promise<TripEnd> {
  const end: TripEnd = { succeeded: [], failed: new Map() };
  const callOne = async ([name, run]: Opened['calls'][number]): Promise<void> => {
    hunt.calls += 1;
    try {
      hunt.look('results', await run(options));
      end.succeeded.push(name);
    } catch (error) {
      hunt.look('errors', error);
      end.failed.set(name, error instanceof Error && 'code' in error ? String(error.code) : 'no SubUserError');
    }
  };
  if (inOrder) for (const call of opened.calls) await callOne(call);
  else await Promise.all(opened.calls.map(callOne));
  return end;
}

/** Calls every operation of a carrier once, and shows the hunt every result. */
export async function travel(
  party: Party,
  ground: Ground,
  ids: readonly [string, string],
  trip: Trip,
): Promise<TripEnd> {
  const { hunt, clock, planted, open } = party;
  const { connection, inOrder = false, abortMs } = trip;
  const opened = open(ground.key, {
    planted,
    ids,
    turn: party.takeTurn(),
    connection: {
      clock,
      retries: { attempts: 2, baseMs: 1, maxMs: 30_000 },
      onEvent: (event) => hunt.look('events', event),
      ...connection,
      timeouts: { ...(abortMs === undefined ? patient : brief), ...connection.timeouts },
    },
  });
  const caller = new AbortController();
  const reason = new Error(`cancelled by somebody who knows ${planted.password}`);
  if (abortMs === 0) caller.abort(reason);
  const options = abortMs === undefined ? {} : { signal: caller.signal };
  try {
    const underWay = make({ hunt, opened }, options, inOrder);
    if (abortMs !== undefined && abortMs > 0) await wait(abortMs).then(() => caller.abort(reason));
    const end = await underWay;
    // A dispatcher is the caller's own object, and prints its proxy's credentials by itself.
    if (connection.dispatcher === undefined) hunt.look('options, providers, clients', opened.held);
    return end;
  } finally {
    await opened.close();
  }
}
