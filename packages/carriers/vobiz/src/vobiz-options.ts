import type { Secret } from '@subuser/core';
import { parseOptions, secretText } from '@subuser/core/provider';
import { baseUrlOption, type CheckedConnectionOptions, type ConnectionOptions, connectionShape } from '@subuser/http';
import * as z from 'zod';
import { carrier } from './carrier.ts';

/** What `createVobiz` and `createVobizClient` take. Unknown keys are refused. */
export interface VobizOptions extends ConnectionOptions {
  /** Of the main account (`MA_…`), never of a sub-account (seed 000). */
  authId: string;
  authToken: string | Secret;
  /** Default `https://api.vobiz.ai`, Vobiz's own. */
  baseUrl?: string | undefined;
}

export interface CheckedVobizOptions extends CheckedConnectionOptions {
  authId: string;
  authToken: Secret;
}

/** The environment variables that these options conventionally come from. Nothing here reads them. */
export const vobizEnvironment = {
  authId: 'VOBIZ_AUTH_ID',
  authToken: 'VOBIZ_AUTH_TOKEN',
  baseUrl: 'VOBIZ_BASE_URL',
} as const;

// It becomes a header, which cannot hold anything else.
const isHeaderText = (text: string): boolean => /^[\x21-\x7e]+$/u.test(text);

export const vobizOptionsSchema: z.ZodType<CheckedVobizOptions, VobizOptions> = z.strictObject({
  authId: z.string('must be text: MA_ and letters or digits').regex(/^MA_[A-Za-z0-9]+$/u, 'must look like MA_…'),
  authToken: secretText(isHeaderText, 'must be ASCII without white space, and not empty'),
  baseUrl: baseUrlOption('https://api.vobiz.ai'),
  ...connectionShape,
});

/** Throws `invalid-argument` that names each misfit and its variable, never a value. */
export function parseVobizOptions(options: unknown): CheckedVobizOptions {
  return parseOptions(vobizOptionsSchema, options, { carrier, environment: vobizEnvironment });
}
