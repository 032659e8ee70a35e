import type { SubUserProvider } from '@subuser/core';
import { createHttp } from '@subuser/http';
import { carrier } from './carrier.ts';
import type { VobizCarrierOptions } from './carrier-options.ts';
import { createClient, type VobizClient } from './vobiz-client.ts';
import { parseVobizOptions, type VobizOptions } from './vobiz-options.ts';
import { createProvider } from './vobiz-provider.ts';

/**
 * Every documented call of Vobiz's sub-accounts, typed. Nothing is contacted before the first call. Throws
 * `invalid-argument` for wrong options.
 */
export function createVobizClient(options: VobizOptions): VobizClient {
  const { authId, authToken, ...connection } = parseVobizOptions(options);
  return createClient(createHttp({ carrier, ...connection }), { authId, authToken });
}

/** Vobiz behind the common contract; pass it to `openSubUsers`. Throws `invalid-argument` for wrong options. */
export function createVobiz(options: VobizOptions): SubUserProvider<VobizCarrierOptions> {
  return createProvider(createVobizClient(options));
}
