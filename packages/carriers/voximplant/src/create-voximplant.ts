import { type Clock, type SubUserProvider, systemClock } from '@subuser/core';
import { createHttp } from '@subuser/http';
import { createSendCommand } from './send-command.ts';
import { createTokens } from './voximplant-auth.ts';
import { createClient, type VoximplantClient } from './voximplant-client.ts';
import { parseVoximplantOptions, type VoximplantOptions } from './voximplant-options.ts';
import { createProvider } from './voximplant-provider.ts';
import { carrier } from './carrier.ts';

function connect(configuration: VoximplantOptions): { client: VoximplantClient; clock: Clock } {
  const { credentials, passwordsIn, clock = systemClock, ...connection } = parseVoximplantOptions(configuration);
  const http = createHttp({ carrier, ...connection, clock });
  const tokens = createTokens(credentials, clock);
  return { client: createClient(createSendCommand({ http, tokens, clock, passwordsIn }), http), clock };
}

/**
 * Every documented call of Voximplant's role system, typed. Nothing is contacted before the first call. Throws
 * `invalid-argument` for a wrong configuration.
 */
export function createVoximplantClient(configuration: VoximplantOptions): VoximplantClient {
  return connect(configuration).client;
}

/**
 * Voximplant behind the common contract; hand it to `openSubUsers`. It has no options of its own for a create or an
 * update. Throws `invalid-argument` for a wrong configuration.
 */
export function createVoximplant(configuration: VoximplantOptions): SubUserProvider {
  const { client, clock } = connect(configuration);
  return createProvider(client, clock);
}
