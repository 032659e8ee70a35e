import { type Clock, type SubUserProvider, systemClock } from '@subuser/core';
import { createHttp } from '@subuser/http';
import { carrier } from './carrier.ts';
import { createTokens } from './voximplant-auth.ts';
import { createClient, type VoximplantClient } from './voximplant-client.ts';
import { parseVoximplantOptions, type VoximplantOptions } from './voximplant-options.ts';
import { createProvider } from './voximplant-provider.ts';

function connect(options: VoximplantOptions): { client: VoximplantClient; clock: Clock } {
  const { credentials, passwordsIn, clock = systemClock, ...connection } = parseVoximplantOptions(options);
  const http = createHttp({ carrier, ...connection, clock });
  return { client: createClient(http, { tokens: createTokens(credentials, clock), passwordsIn }), clock };
}

/**
 * Every documented call of Voximplant's role system, typed. Nothing is contacted before the first call. Throws
 * `invalid-argument` for wrong options.
 */
export function createVoximplantClient(options: VoximplantOptions): VoximplantClient {
  return connect(options).client;
}

/**
 * Voximplant behind the common contract; pass it to `openSubUsers`. It has no options of its own for a create or an
 * update. Throws `invalid-argument` for wrong options.
 */
export function createVoximplant(options: VoximplantOptions): SubUserProvider {
  const { client, clock } = connect(options);
  return createProvider(client, clock);
}
