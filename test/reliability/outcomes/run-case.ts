import { setTimeout as wait } from 'node:timers/promises';
import { SubUserError } from '@subuser/core';
import { ManualClock } from '@subuser/core/testing';
import type { FaultRule } from '@subuser/emulator';
import type { ConnectionOptions, Timeouts } from '@subuser/http';
import type { Act, Bench, Operation } from './bench.ts';
import type { AbortStage, Ending } from './ending.ts';
import { openGate } from './gate.ts';
import type { Laboratory } from './laboratory.ts';
import { openPlace } from './places.ts';

/** How one case ended. */
export interface Ended {
  code: string;
  carrierCode: string | number | undefined;
  retryAfterMs: number | undefined;
  /** Attempts that an event reported as failed. */
  tries: number;
  /** Requests in the carrier's log. */
  seen: number;
  /** How often it was carried out, according to the carrier's state. */
  applied: number;
  /** Unexpected requests, to the carrier or to another origin. */
  strayed: number;
  message: string;
}

/** Time-outs that nothing on this machine reaches by chance. */
const patient: Timeouts = { connectMs: 20_000, headersMs: 20_000, bodyMs: 20_000, totalMs: 60_000 };

interface Stage {
  connection: ConnectionOptions;
  fault?: FaultRule;
  /** Answers that a gate has spoilt, or connections that a place has taken. */
  reached(): number;
  close(): Promise<void>;
}

async function openStage({ account }: Bench, { making }: Ending, act: Act, elsewhere: string): Promise<Stage> {
  if ('gate' in making) {
    const gate = await openGate(account.origin, making.gate, act.before);
    return { connection: { baseUrl: gate.origin }, reached: () => gate.spoilt, close: () => gate.close() };
  }
  if ('place' in making) {
    const place = await openPlace(making.place);
    const { baseUrl, dispatcher } = place;
    return { connection: { baseUrl, dispatcher }, reached: () => place.connections, close: () => place.close() };
  }
  const { location } = making.fault;
  const fault = location === 'elsewhere' ? { ...making.fault, location: `${elsewhere}/` } : making.fault;
  return { connection: {}, fault, reached: () => 0, close: () => Promise.resolve() };
}

async function until(isSo: () => boolean): Promise<void> {
  while (!isSo()) await wait(1);
}

/** Makes one operation of one carrier end in this way, and looks at what it left. */
export async function runCase(
  { clock, elsewhere }: Laboratory,
  bench: Bench,
  operation: Operation,
  ending: Ending,
  attempts: number,
): Promise<Ended> {
  const { abort } = ending;
  const act = bench.acts[operation];
  if (act === undefined) throw new Error(`${bench.account.carrier.name} has no ${operation}`);
  const { control } = bench.account;
  const subject = await bench.prepare();
  const stage = await openStage(bench, ending, act, elsewhere.origin);
  const strayedBefore = elsewhere.connections;
  const standing = new ManualClock({ time: clock.now(), sleeps: 'until-advanced' });
  const isPaced = abort === 'paced';
  let tries = 0;
  const subUsers = bench.open({
    ...stage.connection,
    timeouts: { ...patient, ...ending.timeouts },
    retries: { attempts, baseMs: 100, maxMs: 30_000 },
    clock: isPaced ? standing : clock,
    ...(isPaced && { pace: { perSecond: 1, burst: 1 } }),
    onEvent(event) {
      if (event.type === 'attempt' && event.code !== null) tries += 1;
    },
  });
  // It takes the only turn of this second.
  if (isPaced) await subUsers.get(subject.id);
  const from = control.requests.length;
  const requestsOf = (name: string) => control.requests.slice(from).filter((request) => request.operation === name);
  const struck = () => requestsOf(operation);
  const { fault } = stage;
  control.inject((request) => (request.operation === operation ? fault : undefined));

  const isRipe: Record<AbortStage, () => boolean> = {
    'before it began': () => true,
    paced: () => standing.sleepers > 0,
    connecting: () => stage.reached() > 0,
    sent: () => struck().length > 0,
    headers: () => stage.reached() > 0,
    body: () => struck().some(({ status }) => status !== null),
  };
  const caller = new AbortController();
  if (abort === 'before it began') caller.abort();
  try {
    const outcome = act.run(subUsers, subject, { signal: caller.signal }).then(
      () => new Error(`It succeeded: ${ending.name}`),
      (error: unknown) => error,
    );
    if (abort !== undefined) {
      await until(isRipe[abort]);
      // By then the other side has read what was written.
      await wait(20);
      caller.abort();
    }
    const error = await outcome;
    if (!SubUserError.is(error)) throw error;
    await control.settled();
    control.inject(() => undefined);
    const { code, message, detail } = error;
    const { carrierCode, retryAfterMs } = detail;
    const seen = struck().length;
    const strayed = requestsOf('unknown').length + elsewhere.connections - strayedBefore;
    const applied = await act.applied(subject);
    return { code, carrierCode, retryAfterMs, tries, seen, applied, strayed, message };
  } finally {
    await Promise.all([subUsers.close(), stage.close()]);
  }
}
