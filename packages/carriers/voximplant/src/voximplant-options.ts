import { parseOptions } from '@subuser/core/provider';
import { connectionShape } from '@subuser/http';
import type { HttpOptions } from '@subuser/http';
import * as z from 'zod';
import type { VoximplantKey } from './voximplant-auth.ts';
import { credentialsSchema, type VoximplantCredentials } from './voximplant-credentials.ts';
import { carrier } from './voximplant-traits.ts';

type ConnectionShape = z.ZodObject<typeof connectionShape>;

/** What `createVoximplant` and `createVoximplantClient` take. Unknown keys are refused. */
export interface VoximplantConfiguration extends z.input<ConnectionShape> {
  /** What the control panel downloads for a service account, as it is, or its fields. */
  credentials: VoximplantCredentials;
  /** Default `https://api.voximplant.com`, Voximplant's own; an account may have an API address of its own. */
  baseUrl?: string | undefined;
  /**
   * Where a call that carries a password has its parameters. Default `body`: a form, as Voximplant's own clients send
   * it. `query` is the documented form, which ends up in the logs of everything in between.
   */
  passwordsIn?: 'body' | 'query' | undefined;
  /** An undici dispatcher (proxies, custom CAs), which `close()` leaves open. */
  dispatcher?: HttpOptions['dispatcher'];
  /** Names, statuses and timings of each attempt; never headers, bodies or ids. */
  onEvent?: HttpOptions['onEvent'];
}

export interface ParsedConfiguration extends z.output<ConnectionShape> {
  credentials: VoximplantKey;
  baseUrl: string;
  passwordsIn: 'body' | 'query';
  dispatcher?: HttpOptions['dispatcher'];
  onEvent?: HttpOptions['onEvent'];
}

/** The environment variables that these options conventionally come from. Nothing here reads them. */
export const voximplantEnvironment = {
  accountId: 'VOXIMPLANT_ACCOUNT_ID',
  keyId: 'VOXIMPLANT_KEY_ID',
  privateKey: 'VOXIMPLANT_PRIVATE_KEY',
  baseUrl: 'VOXIMPLANT_BASE_URL',
} as const;

/** The same by the paths at which a misfit is reported. */
const variables: Readonly<Record<string, string>> = {
  'credentials.account_id': voximplantEnvironment.accountId,
  'credentials.accountId': voximplantEnvironment.accountId,
  'credentials.key_id': voximplantEnvironment.keyId,
  'credentials.keyId': voximplantEnvironment.keyId,
  'credentials.private_key': voximplantEnvironment.privateKey,
  'credentials.privateKey': voximplantEnvironment.privateKey,
  baseUrl: voximplantEnvironment.baseUrl,
};

function hasDispatch(value: unknown): boolean {
  return typeof value === 'object' && value !== null && 'dispatch' in value && typeof value.dispatch === 'function';
}

function isFunction(value: unknown): boolean {
  return typeof value === 'function';
}

const configurationSchema: z.ZodType<ParsedConfiguration> = z.strictObject({
  credentials: credentialsSchema,
  baseUrl: z
    .url({ protocol: /^https?$/u, error: 'must be a URL of http: or https:' })
    .regex(/^[^@?#]*$/u, 'must hold no credentials, query or fragment')
    .default('https://api.voximplant.com'),
  passwordsIn: z.enum(['body', 'query'], 'must be body or query').default('body'),
  dispatcher: z.custom<HttpOptions['dispatcher']>(hasDispatch, 'must be an undici Dispatcher').optional(),
  onEvent: z.custom<HttpOptions['onEvent']>(isFunction, 'must be a function').optional(),
  ...connectionShape,
});

/** Throws `invalid-argument` that names each misfit and its variable, never a value. */
export function parseConfiguration(configuration: unknown): ParsedConfiguration {
  return parseOptions(configurationSchema, configuration, { carrier, environment: variables });
}
