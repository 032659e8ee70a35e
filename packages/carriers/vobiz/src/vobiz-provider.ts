import { type BrokenRule, type SubUserProvider, SubUserError } from '@subuser/core';
import type { VobizCarrierOptions } from './carrier-options.ts';
import { createBody, updateBody } from './convert-draft.ts';
import { convertKycStatus } from './convert-kyc-status.ts';
import { convertSubAccount } from './convert-sub-account.ts';
import { credentialsOf } from './created-sub-account.ts';
import { checkVobizDraft, draftRules, revisionRules } from './draft-rules.ts';
import { convertPage, convertPageRequest } from './sub-account-page.ts';
import type { VobizClient } from './vobiz-client.ts';
import { grantNames, vobizTraits } from './vobiz-traits.ts';

function refuse(subject: string, operation: string, rules: readonly BrokenRule[]): void {
  if (rules.length > 0) throw SubUserError.refusal(rules, { carrier: 'vobiz', operation, subject });
}

/** The contract over the client: model in, model out, and nothing sent that breaks a rule. */
export function createProvider(client: VobizClient): SubUserProvider<VobizCarrierOptions> {
  return {
    specVersion: 1,
    carrier: 'vobiz',
    traits: vobizTraits,
    check: checkVobizDraft,
    async create(draft, call) {
      refuse(draft.name, 'create', draftRules(draft));
      const created = await client.createSubAccount(createBody(draft), call);
      return { subUser: convertSubAccount(created.sub_account), credentials: credentialsOf(created) };
    },
    async get(id, call) {
      return convertSubAccount(await client.retrieveSubAccount(id, call));
    },
    async listPage(request, call) {
      const query = convertPageRequest(request);
      return convertPage(await client.listSubAccounts(query, call), query);
    },
    /** Two requests where grants change: Vobiz replaces `permissions`, so they are read first. Else one. */
    async update(id, revision, call) {
      refuse(id, 'update', revisionRules(revision));
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
