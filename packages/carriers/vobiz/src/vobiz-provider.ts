import { SubUserError, type SubUserProvider } from '@subuser/core';
import { carrier } from './carrier.ts';
import { carrierOptionsSchema, type VobizCarrierOptions } from './carrier-options.ts';
import { createBody, updateBody } from './convert-draft.ts';
import { convertKycStatus } from './convert-kyc-status.ts';
import { convertSubAccount } from './convert-sub-account.ts';
import { credentialsOf } from './created-sub-account.ts';
import { checkDraft, checkRevision } from './draft-rules.ts';
import { convertPage, convertPageRequest, isBehindTotal } from './convert-page.ts';
import { nativeSettings } from './native-settings.ts';
import type { VobizClient } from './vobiz-client.ts';
import { grantNames, vobizTraits } from './vobiz-traits.ts';

/** The contract over the client: model in, model out. */
export function createProvider(client: VobizClient): SubUserProvider<VobizCarrierOptions> {
  return {
    specVersion: 1,
    carrier,
    traits: vobizTraits,
    carrierOptions: carrierOptionsSchema,
    nativeSettings,
    check: checkDraft,
    checkRevision,
    async create(draft, call) {
      const created = await client.createSubAccount(createBody(draft), call);
      const asSent = created.as_requested;
      const subUser = convertSubAccount(created.sub_account);
      return { subUser, credentials: credentialsOf(created), ...(asSent.length > 0 && { asSent }) };
    },
    async get(id, call) {
      return convertSubAccount(await client.retrieveSubAccount(id, call));
    },
    async listPage(request, call) {
      const query = convertPageRequest(request);
      try {
        return convertPage(await client.listSubAccounts(query, call), query);
      } catch (error) {
        // Some servers refuse a page behind the last one. Core counts the rows, so this ends no list too early.
        const isRefused = SubUserError.is(error, 'not-found') || SubUserError.is(error, 'invalid-argument');
        if (isRefused && isBehindTotal(request)) return { items: [] };
        throw error;
      }
    },
    /** Two requests where grants change: Vobiz replaces `permissions`, so they are read first. Else one. */
    async update(id, revision, call) {
      const present = revision.grants === undefined ? null : await client.retrieveSubAccount(id, call);
      return convertSubAccount(await client.updateSubAccount(id, updateBody(revision, present), call));
    },
    async delete(id, call) {
      await client.deleteSubAccount(id, call);
    },
    async grants() {
      return grantNames.map((name) => ({ name, assignable: true }));
    },
    async close() {
      await client.close();
    },
    suspension: {
      suspend: async (id, call) => convertSubAccount(await client.updateSubAccount(id, { enabled: false }, call)),
      resume: async (id, call) => convertSubAccount(await client.updateSubAccount(id, { enabled: true }, call)),
    },
    verification: {
      status: async (id, call) => convertKycStatus(await client.kyc.status(id, call)),
    },
  };
}
