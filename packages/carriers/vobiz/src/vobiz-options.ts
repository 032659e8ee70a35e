import { Secret } from '@subuser/core';
import { parseOptions } from '@subuser/core/provider';
import { connectionShape } from '@subuser/http';
import type { HttpOptions } from '@subuser/http';
import * as z from 'zod';

type ConnectionShape = z.ZodObject<typeof connectionShape>;

/** What `createVobiz` and `createVobizClient` take. Unknown keys are refused. */
export interface VobizConfiguration extends z.input<ConnectionShape> {
  /** Of the main account (`MA_…`), never of a sub-account (seed 000). */
  authId: string;
  authToken: string | Secret;
  /** Default `https://api.vobiz.ai`, Vobiz's own. */
  baseUrl?: string | undefined;
  /** An undici dispatcher (proxies, custom CAs), which `close()` leaves open. */
  dispatcher?: HttpOptions['dispatcher'];
  /** Names, statuses and timings of each attempt; never headers, bodies or ids. */
  onEvent?: HttpOptions['onEvent'];
}

export interface ParsedConfiguration extends z.output<ConnectionShape> {
  authId: string;
  authToken: Secret;
  baseUrl: string;
  dispatcher?: HttpOptions['dispatcher'];
  onEvent?: HttpOptions['onEvent'];
}

/** The environment variables that these options conventionally come from. Nothing here reads them. */
export const vobizEnvironment = {
  authId: 'VOBIZ_AUTH_ID',
  authToken: 'VOBIZ_AUTH_TOKEN',
  baseUrl: 'VOBIZ_BASE_URL',
} as const;

const authToken = z
  .union([z.string(), z.instanceof(Secret)], 'must be a text or a Secret')
  .transform((value) => (typeof value === 'string' ? new Secret(value) : value))
  // It becomes a header, which cannot hold anything else.
  .refine((secret) => /^[\x21-\x7e]+$/u.test(secret.reveal()), 'must be ASCII without white space, and not empty');

function hasDispatch(value: unknown): boolean {
  return typeof value === 'object' && value !== null && 'dispatch' in value && typeof value.dispatch === 'function';
}

function isFunction(value: unknown): boolean {
  return typeof value === 'function';
}

const configurationSchema: z.ZodType<ParsedConfiguration> = z.strictObject({
  authId: z.string('must be text: MA_ and letters or digits').regex(/^MA_[A-Za-z0-9]+$/u, 'must look like MA_…'),
  authToken,
  baseUrl: z
    .url({ protocol: /^https?$/u, error: 'must be a URL of http: or https:' })
    .regex(/^[^@?#]*$/u, 'must hold no credentials, query or fragment')
    .default('https://api.vobiz.ai'),
  dispatcher: z.custom<HttpOptions['dispatcher']>(hasDispatch, 'must be an undici Dispatcher').optional(),
  onEvent: z.custom<HttpOptions['onEvent']>(isFunction, 'must be a function').optional(),
  ...connectionShape,
});

/** Throws `invalid-argument` that names each misfit and its variable, never a value. */
export function parseConfiguration(configuration: unknown): ParsedConfiguration {
  return parseOptions(configurationSchema, configuration, { carrier: 'vobiz', environment: vobizEnvironment });
}
