import type { Clock, RandomInt } from '@subuser/core';
import type { Dispatcher } from 'undici';
import * as z from 'zod';
import type { CallEvent } from './call-event.ts';
import type { Pacer } from './pacer.ts';

const milliseconds = z.int().min(1);

/** How long each part of a request may take, in milliseconds. */
export const timeoutsSchema = z.strictObject({
  /** To a connection, TLS included. */
  connectMs: milliseconds.default(10_000),
  /** From the request to the reply's headers. */
  headersMs: milliseconds.default(30_000),
  /** Between two pieces of the reply's body. */
  bodyMs: milliseconds.default(30_000),
  /** One attempt from start to end, waiting for its turn not included. */
  totalMs: milliseconds.default(60_000),
});

/** Retries of reads, and of writes that certainly were not applied. */
export const retriesSchema = z.strictObject({
  /** Tries in all, the first included. */
  attempts: z.int().min(1).default(4),
  /** The first delay is random between 0 and this, the next between 0 and twice this, and so on. */
  baseMs: milliseconds.default(250),
  /** No single delay is longer; where the carrier asks for more, the call fails with `retryAfterMs` instead. */
  maxMs: milliseconds.default(30_000),
});

/** How much may be under way at once, and how often a request may start. */
export const paceSchema = z.strictObject({
  concurrency: z.int().min(1).default(64),
  /** Requests a second; absent: no limit of ours. */
  perSecond: z.number().positive().optional(),
  /** How many may start at once after a pause. Absent: one, and what falls due in 20 ms, so that late timers cost no speed. */
  burst: z.int().min(1).optional(),
});

function isObjectWith(value: unknown, ...methods: string[]): boolean {
  if (typeof value !== 'object' || value === null) return false;
  return methods.every((method) => typeof Reflect.get(value, method) === 'function');
}

function isFunction(value: unknown): boolean {
  return typeof value === 'function';
}

/** The options that all adapters share, spread into an adapter's own strict schema. */
export const connectionShape = {
  /** An undici dispatcher (proxies, custom CAs), which `close()` leaves open. */
  dispatcher: z
    .custom<Dispatcher>((value) => isObjectWith(value, 'dispatch'), 'must be an undici Dispatcher')
    .optional(),
  /** A proxy through which every connection is tunnelled, as a URL that may contain its credentials. Not beside `dispatcher`. */
  proxy: z.url({ protocol: /^https?$/u, error: 'must be a URL of http: or https:' }).optional(),
  /** Receives names, statuses and timings of each attempt; never headers, bodies or ids. */
  onEvent: z.custom<(event: CallEvent) => void>(isFunction, 'must be a function').optional(),
  timeouts: timeoutsSchema.prefault({}),
  retries: retriesSchema.prefault({}),
  pace: z.union([z.custom<Pacer>((value) => isObjectWith(value, 'enter', 'pause')), paceSchema]).prefault({}),
  clock: z.custom<Clock>((value) => isObjectWith(value, 'now', 'sleep'), 'must have now() and sleep()').optional(),
  randomInt: z.custom<RandomInt>(isFunction, 'must be a function').optional(),
};

/** The address of a carrier's API: `http:` or `https:`, a path is kept. */
export function baseUrlOption(carriersOwn: string): z.ZodDefault<z.ZodURL> {
  return z
    .url({ protocol: /^https?$/u, error: 'must be a URL of http: or https:' })
    .regex(/^[^@?#]*$/u, 'must hold no credentials, query or fragment')
    .default(carriersOwn);
}

type ConnectionShape = z.ZodObject<typeof connectionShape>;

/** What every adapter takes beside its credentials. */
export interface ConnectionOptions extends z.input<ConnectionShape> {
  /** Default: the carrier's own API. */
  baseUrl?: string | undefined;
}

/** The same, checked and complete. */
export interface CheckedConnectionOptions extends z.output<ConnectionShape> {
  baseUrl: string;
}

export type Timeouts = z.output<typeof timeoutsSchema>;
export type Retries = z.output<typeof retriesSchema>;
export type Pace = z.output<typeof paceSchema>;
