import { parseOptions, secretField } from '@subuser/core/provider';
import { baseUrlOption, type CheckedConnectionOptions, type ConnectionOptions, connectionShape } from '@subuser/http';
import * as z from 'zod';
import { carrier } from './carrier.ts';
import type { VoximplantKey } from './voximplant-auth.ts';
import { credentialsSchema, type VoximplantCredentials } from './credentials/voximplant-credentials.ts';

/** What `createVoximplant` and `createVoximplantClient` take. Unknown keys are refused. */
export interface VoximplantOptions extends ConnectionOptions {
  /** What the control panel downloads for a service account, as it is, or its fields. */
  credentials: VoximplantCredentials;
  /** Default `https://api.voximplant.com`, Voximplant's own; an account may have an API address of its own. */
  baseUrl?: string | undefined;
  /**
   * Where a call that contains a password has its parameters. Default `body`: a form, as Voximplant's own clients send
   * it. `query` is the documented form, which ends up in the logs of every proxy in between.
   */
  passwordsIn?: 'body' | 'query' | undefined;
}

export interface CheckedVoximplantOptions extends CheckedConnectionOptions {
  credentials: VoximplantKey;
  passwordsIn: 'body' | 'query';
}

/**
 * The environment variables that these options conventionally come from, by the path of the option; credentials have two
 * forms. Nothing here reads them.
 */
export const voximplantEnvironment = {
  'credentials.accountId': 'VOXIMPLANT_ACCOUNT_ID',
  'credentials.account_id': 'VOXIMPLANT_ACCOUNT_ID',
  'credentials.keyId': 'VOXIMPLANT_KEY_ID',
  'credentials.key_id': 'VOXIMPLANT_KEY_ID',
  'credentials.privateKey': 'VOXIMPLANT_PRIVATE_KEY',
  'credentials.private_key': 'VOXIMPLANT_PRIVATE_KEY',
  baseUrl: 'VOXIMPLANT_BASE_URL',
} as const;

export const voximplantOptionsSchema: z.ZodType<CheckedVoximplantOptions, VoximplantOptions> = z.strictObject({
  credentials: secretField(credentialsSchema),
  baseUrl: baseUrlOption('https://api.voximplant.com'),
  passwordsIn: z.enum(['body', 'query'], 'must be body or query').default('body'),
  ...connectionShape,
});

/** Throws `invalid-argument` that names each misfit and its variable, never a value. */
export function parseVoximplantOptions(options: unknown): CheckedVoximplantOptions {
  return parseOptions(voximplantOptionsSchema, options, { carrier, environment: voximplantEnvironment });
}
