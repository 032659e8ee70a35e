import { type SubUserProvider, systemClock } from '@subuser/core';
import { createHttp } from '@subuser/http';
import type { VobizCarrierOptions } from './carrier-options.ts';
import { createClient, type VobizClient } from './vobiz-client.ts';
import { parseVobizOptions, type VobizOptions } from './vobiz-options.ts';
import { createProvider } from './vobiz-provider.ts';

/** Every documented call of Vobiz's sub-accounts, typed. Throws `invalid-argument` for a wrong configuration. */
export function createVobizClient(configuration: VobizOptions): VobizClient {
  const { authId, authToken, clock = systemClock, ...connection } = parseVobizOptions(configuration);
  const http = createHttp({ carrier: 'vobiz', ...connection, clock });
  return createClient(http, { authId, authToken, clock });
}

/** Vobiz behind the common contract; hand it to `openSubUsers`. Throws `invalid-argument` for a wrong configuration. */
export function createVobiz(configuration: VobizOptions): SubUserProvider<VobizCarrierOptions> {
  return createProvider(createVobizClient(configuration));
}
