import { type CallOptions, Secret } from '@subuser/core';
import type { Http } from '@subuser/http';
import * as z from 'zod';
import { type CreatedSubAccount, readCreated } from './created-sub-account.ts';
import { fitting, type ReadReply } from './read-reply.ts';
import { checkSubAccountId } from './sub-account-id.ts';
import { ReusedSchema } from './reused-schema.ts';
import { usualPage, usualSubAccount } from './usual-page.ts';
import {
  bareSubAccountSchema,
  createReplySchema,
  deletedSchema,
  type SubAccount,
  type SubAccountPage,
  subAccountPageSchema,
} from './vobiz-api.ts';
import { createVobizCalls, type VobizAccount } from './vobiz-call.ts';
import { misfitError } from './vobiz-error.ts';
import {
  createVobizKycClient,
  createVobizKycTestClient,
  type VobizKycClient,
  type VobizKycTestClient,
} from './vobiz-kyc-client.ts';
import type { CreateSubAccountBody, ListSubAccountsQuery, UpdateSubAccountBody } from './vobiz-request.ts';

/**
 * Vobiz itself: one method a documented call, in Vobiz's own words. Every method rejects with `SubUserError` only; an id
 * that is no `SA_…` is refused before anything is sent.
 */
export interface VobizClient {
  /** Newest first. */
  listSubAccounts(query?: ListSubAccountsQuery, call?: CallOptions): Promise<SubAccountPage>;
  /** The only reply that ever shows the sub-account's token. */
  createSubAccount(body: CreateSubAccountBody, call?: CallOptions): Promise<CreatedSubAccount>;
  retrieveSubAccount(id: string, call?: CallOptions): Promise<SubAccount>;
  /** What is left out of the body stays; `permissions` is replaced as a whole. */
  updateSubAccount(id: string, body: UpdateSubAccountBody, call?: CallOptions): Promise<SubAccount>;
  deleteSubAccount(id: string, call?: CallOptions): Promise<void>;
  readonly kyc: VobizKycClient;
  /** The mock calls of Vobiz's KYC test mode: no document is looked up, but real state is written. */
  readonly kycTest: VobizKycTestClient;
  close(): Promise<void>;
}

const readPage = fitting(z.withParser(subAccountPageSchema, (body) => usualPage(body) ?? z.INVALID));
const readBare = fitting(z.withParser(bareSubAccountSchema, (body) => usualSubAccount(body) ?? z.INVALID));
const readMessage = fitting(deletedSchema);

/** 200 with a message or 204 without a body: the documents say both (vobiz.md [D][?]). Nothing else is a success. */
const readDeleted: ReadReply<void> = (reply, context) => {
  if (reply.status !== 204) readMessage(reply, context);
};

/** The sub-account that was asked for, and no other. */
function readOne(id: string): ReadReply<SubAccount> {
  return (reply, context) => {
    const subAccount = readBare(reply, context);
    if (subAccount.auth_id !== id)
      throw misfitError(reply, { field: 'auth_id', rule: 'must be the one asked for' }, context);
    return subAccount;
  };
}

export function createClient(http: Http, account: VobizAccount): VobizClient {
  const { authId } = account;
  const send = createVobizCalls(http, account);
  const base = `/api/v1/accounts/${authId}/sub-accounts`;
  const noAccount = `${authId} is not a main account of these credentials: check authId, authToken and baseUrl.`;
  const noSubAccount = `There is none under ${authId}, or no longer: list the sub-accounts to see which there are.`;
  const kycAccount = { send, noSubAccount };
  const createReply = new ReusedSchema(createReplySchema);
  return {
    async listSubAccounts(query = {}, call) {
      const { page, size, active_only: isActiveOnly } = query;
      const parameters = Object.entries({ page, size, active_only: isActiveOnly })
        .filter(([, value]) => value !== undefined)
        .map(([name, value]) => `${name}=${value}`);
      return send(
        {
          operation: 'listSubAccounts',
          effect: 'read',
          method: 'GET',
          path: `${base}/${parameters.length > 0 ? `?${parameters.join('&')}` : ''}`,
          notFound: noAccount,
          read: readPage,
        },
        call,
      );
    },
    async createSubAccount(body, call) {
      const { password: secret, ...asked } = body;
      const password = secret instanceof Secret ? secret.reveal() : secret;
      return send(
        {
          operation: 'createSubAccount',
          effect: 'write',
          method: 'POST',
          path: `${base}/`,
          subject: body.name,
          notFound: noAccount,
          body: { ...body, ...(password !== undefined && { password }) },
          confidential: password === undefined ? [] : [password],
          read: (reply, context) => readCreated(reply, context, asked, createReply),
        },
        call,
      );
    },
    async retrieveSubAccount(id, call) {
      const operation = 'retrieveSubAccount';
      checkSubAccountId(id, operation);
      const path = `${base}/${id}`;
      return send(
        { operation, effect: 'read', method: 'GET', path, subject: id, notFound: noSubAccount, read: readOne(id) },
        call,
      );
    },
    async updateSubAccount(id, body, call) {
      const operation = 'updateSubAccount';
      checkSubAccountId(id, operation);
      const path = `${base}/${id}`;
      return send(
        {
          operation,
          effect: 'write',
          method: 'PUT',
          path,
          subject: id,
          notFound: noSubAccount,
          body,
          read: readOne(id),
        },
        call,
      );
    },
    async deleteSubAccount(id, call) {
      const operation = 'deleteSubAccount';
      checkSubAccountId(id, operation);
      const path = `${base}/${id}`;
      return send(
        { operation, effect: 'write', method: 'DELETE', path, subject: id, notFound: noSubAccount, read: readDeleted },
        call,
      );
    },
    kyc: createVobizKycClient(kycAccount),
    kycTest: createVobizKycTestClient(kycAccount),
    close: () => http.close(),
  };
}
